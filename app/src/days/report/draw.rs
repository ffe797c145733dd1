//! The pieces of a report on a page: every bar is in a table that says the same in figures.

use leptos::prelude::*;

use super::told::{Bars, Block, Table};

/// The pieces of a section.
#[component]
pub(super) fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Said(words) => view! { <p>{words}</p> }.into_any(),
        Block::Figures(figures) => {
            let each = figures.into_iter().map(|(value, label)| {
                view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
            });
            view! { <dl class="figures">{each.collect_view()}</dl> }.into_any()
        }
        Block::Bars(bars) => drawn(bars).into_any(),
        Block::Table(table) => tabled(table).into_any(),
        Block::List(lines) => {
            let each = lines.into_iter().map(|(words, href)| match href {
                Some(href) => view! { <li><a href=href>{words}</a></li> }.into_any(),
                None => view! { <li>{words}</li> }.into_any(),
            });
            view! { <ul class="report-list">{each.collect_view()}</ul> }.into_any()
        }
    }
}

fn drawn(bars: Bars) -> impl IntoView {
    let longest = bars.bars.iter().flat_map(|(_, values)| values.iter().map(|(value, _)| *value));
    let full = bars.full.unwrap_or_else(|| longest.fold(0.0, f64::max));
    let series = bars.series;
    let rows = bars.bars.into_iter().map(|(label, values)| {
        let cells = values.into_iter().zip(series.clone()).enumerate().map(|(rank, ((value, said), year))| {
            let length = if full > 0.0 { (value / full * 100.0).clamp(0.0, 100.0) } else { 0.0 };
            let class = if rank == 0 { "bar" } else { "bar past" };
            view! {
                <td data-label=year>
                    <span>{said}</span>
                    <svg class=class viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect width=format!("{length:.1}") height="6"/>
                    </svg>
                </td>
            }
        });
        view! { <tr><th scope="row">{label}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let heads = series.iter().cloned().map(|year| view! { <th scope="col">{year}</th> }).collect_view();
    view! {
        <table class="report-table bars">
            <caption>{bars.caption}</caption>
            <thead><tr><th scope="col">{bars.label}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn tabled(table: Table) -> impl IntoView {
    let heads = table.header.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let labels = table.header;
    let rows = table.rows.into_iter().map(|(about, href, cells)| {
        let cells = cells.into_iter().zip(labels.iter().skip(1).cloned());
        let cells = cells.map(|(said, label)| view! { <td data-label=label>{said}</td> }).collect_view();
        let about = match href {
            Some(href) => view! { <a href=href>{about}</a> }.into_any(),
            None => about.into_any(),
        };
        view! { <tr><th scope="row">{about}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="report-table">
            <caption>{table.caption}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
