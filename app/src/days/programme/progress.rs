//! How far the year is from its plan, and the next day.

use domain::{
    days::{plan::Progress, programme::Listed},
    text::dates,
};
use leptos::prelude::*;

use crate::{
    days::{
        address,
        words::{public_name, set},
    },
    parts::counted,
};

/// « 11 des 16 journées tenues ou à venir », split by public; then what comes next.
#[component]
pub(super) fn ProgressOf(progress: Progress, next: Option<Listed>) -> impl IntoView {
    let words = words(&progress);
    let Progress { counted, target, publics, .. } = progress;
    let split =
        publics.into_iter().filter(|(_, count, of)| *count > 0 || *of > 0).map(|(public, count, of)| {
            view! { <div><dt>{public_name(public)}</dt><dd>{format!("{count} sur {of}")}</dd></div> }
        });
    view! {
        <div class="year-progress">
            <div>
                <p class="progress-words">{words}</p>
                <meter class="seats" min="0" max=target.max(counted) value=counted aria-label="Journées tenues ou à venir"></meter>
            </div>
            <dl class="progress-split">{split.collect_view()}</dl>
            {next.map(|day| view! { <Next day/> })}
        </div>
    }
}

/// The day that comes next: a year's list is long.
#[component]
fn Next(day: Listed) -> impl IntoView {
    let date = day.date().map(dates::on).unwrap_or_default();
    view! {
        <p class="progress-next">
            <span class="facts">{format!("La prochaine, le {date}\u{a0}: ")}</span>
            <a href=address(day.id, &day.title)>{set(&day.title)}</a>
        </p>
    }
}

/// « 11 des 16 journées tenues ou à venir »; a year richer than its plan says so.
fn words(progress: &Progress) -> String {
    let Progress { held, counted: count, target, .. } = *progress;
    match (count, target) {
        (count, target) if count > target || target == 0 => {
            format!(
                "{} tenues ou à venir, pour {target} prévues",
                counted(count.into(), "journée", "journées")
            )
        }
        (count, target) if held == count => {
            format!("{count} des {target}\u{a0}journées tenues")
        }
        (count, target) => format!("{count} des {target}\u{a0}journées tenues ou à venir"),
    }
}

#[cfg(test)]
mod tests {
    use domain::days::Public;

    use super::*;

    fn progress(held: u32, counted: u32, target: u32) -> Progress {
        Progress { held, counted, target, publics: Public::ALL.map(|public| (public, 0, 0)) }
    }

    #[test]
    fn the_year_is_counted_against_its_plan() {
        assert_eq!(words(&progress(5, 11, 16)), "11 des 16\u{a0}journées tenues ou à venir");
        assert_eq!(words(&progress(16, 16, 16)), "16 des 16\u{a0}journées tenues");
        assert_eq!(words(&progress(0, 17, 16)), "17\u{a0}journées tenues ou à venir, pour 16 prévues");
    }
}
