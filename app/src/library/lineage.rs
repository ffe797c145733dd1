//! What replaced what: a drawing where there is room for it, and its equivalent in words, which alone holds links.

use std::collections::HashMap;

use domain::library::{
    Rncp,
    certification::{Lineage, Named},
};
use leptos::prelude::*;

use super::CertificationChip;
use crate::parts::Section;

/// Boxes of the drawing, in its own units.
const WIDTH: u32 = 150;
const HEIGHT: u32 = 54;
const ACROSS: u32 = 56;
const BETWEEN: u32 = 18;
const EDGE: u32 = 2;

/// A drawing with more boxes or columns than that helps nobody: the words remain.
const MOST: usize = 24;
const COLUMNS: usize = 6;

/// Where each box is: its column and rank, from the oldest.
struct Plan {
    boxes: Vec<(Rncp, u32, u32)>,
    width: u32,
    height: u32,
}

impl Plan {
    fn of(certification: Rncp, lineage: &Lineage) -> Option<Self> {
        let mut seen = vec![certification];
        let mut fresh = |generation: &Vec<Rncp>| -> Vec<Rncp> {
            // Whoever is on both sides, in a circle, is drawn once.
            let new: Vec<Rncp> = generation.iter().filter(|one| !seen.contains(one)).copied().collect();
            seen.extend(&new);
            new
        };
        let mut columns: Vec<Vec<Rncp>> = lineage.formers.iter().map(&mut fresh).collect();
        columns.reverse();
        columns.push(vec![certification]);
        columns.extend(lineage.latters.iter().map(&mut fresh));
        columns.retain(|column| !column.is_empty());
        let (all, tallest) =
            (columns.iter().map(Vec::len).sum::<usize>(), columns.iter().map(Vec::len).max()?);
        if !(2..=MOST).contains(&all) || columns.len() > COLUMNS {
            return None;
        }
        let span = |rows: usize| u32::try_from(rows).map_or(0, |rows| rows * (HEIGHT + BETWEEN) - BETWEEN);
        let height = span(tallest) + 2 * EDGE;
        let mut boxes = Vec::new();
        for (column, ones) in (0_u32..).zip(&columns) {
            let top = (height - span(ones.len())) / 2;
            for (rank, one) in (0_u32..).zip(ones) {
                boxes.push((*one, EDGE + column * (WIDTH + ACROSS), top + rank * (HEIGHT + BETWEEN)));
            }
        }
        let columns = u32::try_from(columns.len()).ok()?;
        Some(Self { boxes, width: columns * (WIDTH + ACROSS) - ACROSS + 2 * EDGE, height })
    }

    fn edge(&self, former: Rncp, latter: Rncp) -> Option<String> {
        let place = |one: Rncp| self.boxes.iter().find(|(known, ..)| *known == one);
        let ((_, x1, y1), (_, x2, y2)) = (place(former)?, place(latter)?);
        let (from, to) = ((x1 + WIDTH, y1 + HEIGHT / 2), (x2.saturating_sub(7), y2 + HEIGHT / 2));
        let half = ACROSS / 2;
        Some(format!(
            "M{} {} C{} {} {} {} {} {}",
            from.0,
            from.1,
            from.0 + half,
            from.1,
            to.0.saturating_sub(half),
            to.1,
            to.0,
            to.1
        ))
    }
}

/// The whole of it, for the page of that certification.
#[component]
pub(super) fn LineageOf(named: Named, lineage: Lineage, kin: Vec<Named>) -> impl IntoView {
    if lineage.is_empty() {
        return view! {
            <Section title="Ce qu’elle remplace, ce qui la remplace" id="filiation">
                <p class="facts">"Elle n’en remplace aucune, et aucune ne la remplace à ce jour."</p>
            </Section>
        }
        .into_any();
    }
    let number = named.number;
    let known: HashMap<Rncp, Named> = kin.into_iter().map(|one| (one.number, one)).collect();
    let drawing = Plan::of(number, &lineage).map(|plan| drawn(&plan, number, &lineage, &known));
    let Lineage { formers, latters, .. } = lineage;
    view! {
        <Section title="Ce qu’elle remplace, ce qui la remplace" id="filiation">
            {drawing}
            <div class="lineage-words">
                <Side title="Remplace" nothing="Elle n’en remplace aucune." generations=formers known=known.clone()/>
                <Side title="Remplacée par" nothing="Aucune ne la remplace à ce jour." generations=latters known/>
            </div>
        </Section>
    }
    .into_any()
}

fn drawn(plan: &Plan, here: Rncp, lineage: &Lineage, known: &HashMap<Rncp, Named>) -> AnyView {
    let lines = lineage.edges.iter().filter_map(|(former, latter)| plan.edge(*former, *latter));
    let lines =
        lines.map(|line| view! { <path class="lineage-line" d=line marker-end="url(#lineage-end)"/> });
    let lines = lines.collect_view();
    let boxes = plan.boxes.iter().map(|(one, x, y)| {
        let named = known.get(one);
        let past = named.is_none_or(|named| !named.standing.is_open() || !named.replaced_by.is_empty());
        let class = match (*one == here, past) {
            (true, _) => "lineage-box here",
            (false, true) => "lineage-box past",
            (false, false) => "lineage-box",
        };
        let short: String = match named.map(Named::short) {
            None => "fiche absente d’ici".to_owned(),
            Some(short) if short.chars().count() > 19 => short.chars().take(18).chain(['…']).collect(),
            Some(short) => short.to_owned(),
        };
        view! {
            <g class=class>
                <rect x=x.to_string() y=y.to_string() width=WIDTH.to_string() height=HEIGHT.to_string() rx="8"/>
                <text x=(x + WIDTH / 2).to_string() y=(y + 23).to_string() text-anchor="middle" class="lineage-number">{one.to_string()}</text>
                <text x=(x + WIDTH / 2).to_string() y=(y + 42).to_string() text-anchor="middle">{short}</text>
            </g>
        }
    });
    let boxes = boxes.collect_view();
    let view_box = format!("0 0 {} {}", plan.width, plan.height);
    view! {
        <svg class="lineage" role="img" aria-label="Schéma de la filiation, dit en toutes lettres juste après" viewBox=view_box width=plan.width.to_string() height=plan.height.to_string()>
            <defs>
                <marker id="lineage-end" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                    <path class="lineage-head" d="M0 0 L8 4 L0 8 Z"/>
                </marker>
            </defs>
            {lines}
            {boxes}
        </svg>
    }
    .into_any()
}

/// One side, generation by generation.
#[component]
fn Side(
    title: &'static str,
    nothing: &'static str,
    generations: Vec<Vec<Rncp>>,
    known: HashMap<Rncp, Named>,
) -> impl IntoView {
    let shown = generations.into_iter().enumerate().map(move |(rank, generation)| {
        let label = match rank {
            0 => "Directement".to_owned(),
            1 => "Puis".to_owned(),
            _ => "Puis encore".to_owned(),
        };
        let ones = generation.into_iter().map(|one| match known.get(&one) {
            Some(named) => view! { <li><CertificationChip named=named.clone()/></li> }.into_any(),
            None => view! {
                <li>
                    <span class="certification-chip past">
                        <a href=one.official() rel="external">{one.to_string()}</a>
                        <span class="chip-state">"fiche absente d’ici"</span>
                    </span>
                </li>
            }
            .into_any(),
        });
        view! { <li><span class="facts">{label}</span><ul class="certification-chips">{ones.collect_view()}</ul></li> }
    });
    let shown = shown.collect_view();
    let empty = shown.is_empty();
    view! {
        <div>
            <h3>{title}</h3>
            {if empty {
                view! { <p class="facts">{nothing}</p> }.into_any()
            } else {
                view! { <ol class="generations">{shown}</ol> }.into_any()
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rncp(number: u32) -> Rncp {
        Rncp::new(number).expect("a number of the test")
    }

    #[test]
    fn the_drawing_goes_from_the_oldest_to_the_newest() {
        let edges = [(491, 4_504), (4_504, 25_467), (5_440, 25_467), (25_467, 36_004)];
        let edges: Vec<_> = edges.map(|(one, other)| (rncp(one), rncp(other))).into();
        let lineage = Lineage::of(rncp(25_467), &edges);
        let plan = Plan::of(rncp(25_467), &lineage).expect("it is drawn");
        let x = |number: u32| plan.boxes.iter().find(|(one, ..)| *one == rncp(number)).map(|(_, x, _)| *x);
        assert!(x(491) < x(4_504) && x(4_504) == x(5_440) && x(5_440) < x(25_467) && x(25_467) < x(36_004));
        assert!(plan.edge(rncp(491), rncp(4_504)).is_some());
        let crowd: Vec<_> = (2..100).map(|number| (rncp(1), rncp(number))).collect();
        assert!(Plan::of(rncp(1), &Lineage::of(rncp(1), &crowd)).is_none());
    }
}
