//! A certification named in a line, with what became of it: « RNCP25467 · DEAES, remplacée par RNCP36004 ».

use domain::{
    library::{
        Rncp,
        certification::{Named, Standing},
    },
    text::dates,
};
use leptos::prelude::*;

/// The address of a certification's page.
pub(crate) fn certification_address(number: Rncp) -> String {
    format!("/ressources/certifications/{number}")
}

/// What is to be known of it, if anything is: « expirée le 31 juillet 2023 ».
pub(crate) fn standing_words(standing: Standing) -> Option<String> {
    match standing {
        Standing::Active => None,
        Standing::EndsSoon(day) => Some(format!("expire le {}", dates::on(day))),
        Standing::Ended(day) => Some(format!("expirée le {}", dates::on(day))),
        Standing::Inactive => Some("inactive".to_owned()),
    }
}

/// One certification: number and acronym lead to its page; a replaced or expired one says so.
#[component]
pub(crate) fn CertificationChip(
    /// The certification.
    named: Named,
    /// Whether its title is said where it has no acronym; not where it is said beside.
    #[prop(default = true)]
    titled: bool,
) -> impl IntoView {
    let Named { number, title, acronym, standing, replaced_by } = named;
    let label = match &acronym {
        Some(acronym) => format!("{number} · {acronym}"),
        None => number.to_string(),
    };
    // The title is in the text, not only in a tooltip, where the acronym does not say it.
    let title = (titled && acronym.is_none()).then(|| view! { <span class="chip-title">{title}</span> });
    let said = if replaced_by.is_empty() {
        standing_words(standing).map(|words| view! { <span class="chip-state">{words}</span> }.into_any())
    } else {
        Some(
            view! { <span class="chip-state">"remplacée par" <Numbers numbers=replaced_by/></span> }
                .into_any(),
        )
    };
    let class = if said.is_some() { "certification-chip past" } else { "certification-chip" };
    view! {
        <span class=class>
            <a href=certification_address(number)>{label}</a>
            " "
            {title}
            " "
            {said}
        </span>
    }
}

/// « RNCP4504 et RNCP5440 », each leading to its page.
#[component]
fn Numbers(numbers: Vec<Rncp>) -> impl IntoView {
    let last = numbers.len().saturating_sub(1);
    let each = numbers.into_iter().enumerate().map(move |(rank, number)| {
        let before = match rank {
            0 => "",
            _ if rank == last => " et",
            _ => ",",
        };
        view! { {before} <a href=certification_address(number)>{number.to_string()}</a> }
    });
    each.collect_view()
}

/// Several of them; nothing for none.
#[component]
pub(crate) fn CertificationChips(
    /// The certifications.
    named: Vec<Named>,
) -> impl IntoView {
    (!named.is_empty()).then(|| {
        let each = named.into_iter().map(|named| view! { <li><CertificationChip named/></li> });
        view! { <ul class="certification-chips">{each.collect_view()}</ul> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(number: u32, acronym: Option<&str>, standing: Standing, replaced_by: &[u32]) -> Named {
        let rncp = |number: u32| Rncp::new(number).expect("a number of the test");
        let replaced_by = replaced_by.iter().copied().map(rncp).collect();
        let acronym = acronym.map(str::to_owned);
        Named { number: rncp(number), title: "Un <titre>".to_owned(), acronym, standing, replaced_by }
    }

    #[test]
    fn a_replaced_certification_says_by_what_rather_than_since_when() {
        let ended = Standing::Ended("2024-01-01".parse().expect("a date of the test"));
        let html =
            view! { <CertificationChip named=named(25_467, Some("DEAES"), ended, &[36_004])/> }.to_html();
        assert!(html.contains("RNCP25467 · DEAES"), "{html}");
        assert!(
            html.contains("remplacée par") && html.contains("/ressources/certifications/RNCP36004"),
            "{html}"
        );
        assert!(!html.contains("expirée"), "{html}");
        let html = view! { <CertificationChip named=named(1, None, ended, &[])/> }.to_html();
        assert!(
            html.contains("expirée le 1er\u{a0}janvier 2024") && html.contains("Un &lt;titre&gt;"),
            "{html}"
        );
    }
}
