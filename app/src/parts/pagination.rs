//! From page to page.

use leptos::prelude::*;

/// The pages of a long list. `base` is what comes before the number (`/forums/jury?page=`, or with a question
/// already in it, `/recherche?q=jury&page=`). Nothing when there is one page.
#[component]
pub fn Pagination(
    /// The page one is on, from 1.
    page: u64,
    /// How many there are.
    pages: u64,
    /// The address, up to the number.
    #[prop(into)]
    base: String,
) -> impl IntoView {
    (pages > 1).then(|| {
        let numbers = shown(page, pages).into_iter().map(|step| match step {
            Step::Gap => view! { <li class="far"><span>"…"</span></li> }.into_any(),
            Step::Page(n) => {
                let far = n != page && n != 1 && n != pages;
                let current = (n == page).then_some("page");
                let number = view! {
                    <li class=far.then_some("far")>
                        <a href=address(&base, n) aria-current=current>
                            <span class="visually-hidden">"Page "</span>
                            {n}
                        </a>
                    </li>
                };
                number.into_any()
            }
        });
        view! {
            <nav class="pagination" aria-label="Pages">
                <ul class="pagination-list">
                    {(page > 1).then(|| view! {
                        <li><a rel="prev" href=address(&base, page - 1)>"Précédente"</a></li>
                    })}
                    {numbers.collect_view()}
                    {(page < pages).then(|| view! {
                        <li><a rel="next" href=address(&base, page + 1)>"Suivante"</a></li>
                    })}
                </ul>
            </nav>
        }
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Page(u64),
    Gap,
}

/// The first page, the last, the current one and its neighbours; a gap where at least two are left out.
fn shown(page: u64, pages: u64) -> Vec<Step> {
    let near = |n: u64| n == 1 || n == pages || n.abs_diff(page) <= 1;
    let mut steps = Vec::new();
    let mut before = 0;
    for n in (1..=pages).filter(|n| near(*n)) {
        match n - before {
            1 => {}
            2 => steps.push(Step::Page(n - 1)),
            _ => steps.push(Step::Gap),
        }
        steps.push(Step::Page(n));
        before = n;
    }
    steps
}

/// The first page keeps the list's own address, so that one page has one address.
fn address(base: &str, page: u64) -> String {
    if page > 1 {
        return format!("{base}{page}");
    }
    base.strip_suffix("?page=").or_else(|| base.strip_suffix("&page=")).unwrap_or(base).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(page: u64, pages: u64) -> String {
        let steps = shown(page, pages);
        let words = steps.iter().map(|step| match step {
            Step::Page(n) => n.to_string(),
            Step::Gap => "…".to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_ends_and_the_neighbours_are_shown() {
        assert_eq!(said(1, 2), "1 2");
        assert_eq!(said(1, 9), "1 2 … 9");
        assert_eq!(said(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(said(9, 9), "1 … 8 9");
    }

    #[test]
    fn a_gap_never_hides_a_single_page() {
        assert_eq!(said(4, 7), "1 2 3 4 5 6 7");
    }

    #[test]
    fn the_first_page_has_one_address() {
        assert_eq!(address("/forums/jury?page=", 1), "/forums/jury");
        assert_eq!(address("/recherche?q=jury&page=", 1), "/recherche?q=jury");
        assert_eq!(address("/forums/jury?page=", 3), "/forums/jury?page=3");
    }
}
