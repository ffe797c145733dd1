//! The figures, as a table, and whether they keep under the bars.

use super::{Body, Measure};

const KILO: f64 = 1_000.0;
const MEGA: f64 = 1_000_000.0;

/// What one page may ask of the database, a new visit aside: the bar of `server/tests/http/statements.rs`.
const STATEMENTS: f64 = 7.0;

/// Prints everything that was measured; what is over its bar.
pub(super) fn print(measures: &[Measure], body: &Body, readers: usize) -> Vec<String> {
    println!(
        "\n━━ Speed, signed in, {readers} readers at a time (ms; static: a prepared page of the same size) ━━"
    );
    row(
        "page",
        &["req/s", "p50", "p95", "p99", "static/s", "ratio", "br req/s", "br p99", "SQL"].map(String::from),
    );
    for measure in measures {
        row(measure.name, &speed(measure));
    }
    println!("\n━━ Bytes on the wire, compressed with br ━━");
    row("page", &["HTML", "HTML br", "CSS", "JS", "wasm", "fonts", "total", "no fonts"].map(String::from));
    for measure in measures {
        row(measure.name, &bytes(measure));
    }
    println!("\n━━ The program ━━");
    println!(
        "size {:.1} MB, ready after {:.0} ms",
        body.binary as f64 / MEGA,
        body.ready_after.as_secs_f64() * KILO
    );
    println!(
        "memory {:.1} MB at rest, {:.1} of it its own; {:.1} MB under load, {:.1} of it its own",
        body.rest.resident as f64 / MEGA,
        body.rest.own as f64 / MEGA,
        body.load.resident as f64 / MEGA,
        body.load.own as f64 / MEGA
    );
    println!("\n━━ The bars ━━");
    let bars = bars(measures, body);
    bars.iter().for_each(Bar::print);
    over(bars)
}

fn row(name: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>10}")).collect();
    println!("{name:<10}{cells}");
}

fn speed(measure: &Measure) -> [String; 9] {
    let Measure { page, compressed, still, .. } = measure;
    [
        format!("{:.0}", page.rate()),
        format!("{:.2}", page.percentile(0.50)),
        format!("{:.2}", page.percentile(0.95)),
        format!("{:.2}", page.percentile(0.99)),
        format!("{:.0}", still.rate()),
        format!("{:.1} %", 100.0 * measure.ratio()),
        format!("{:.0}", compressed.rate()),
        format!("{:.2}", compressed.percentile(0.99)),
        measure.weight.statements.map_or_else(|| "?".into(), |count| count.to_string()),
    ]
}

fn bytes(measure: &Measure) -> [String; 8] {
    let weight = &measure.weight;
    let all = weight.without_fonts() + weight.fonts;
    [
        weight.html,
        weight.html_compressed,
        weight.css,
        weight.script,
        weight.wasm,
        weight.fonts,
        all,
        weight.without_fonts(),
    ]
    .map(|size| size.to_string())
}

impl Measure {
    fn ratio(&self) -> f64 {
        self.page.rate() / self.still.rate()
    }

    fn has_islands(&self) -> bool {
        self.weight.script + self.weight.wasm > 0
    }
}

/// A figure, what it must not pass, and what we hope for.
struct Bar {
    what: String,
    value: f64,
    limit: f64,
    aim: Option<f64>,
    unit: &'static str,
    more_is_better: bool,
}

impl Bar {
    fn at_most(
        what: impl Into<String>,
        value: f64,
        limit: f64,
        aim: Option<f64>,
        unit: &'static str,
    ) -> Self {
        Self { what: what.into(), value, limit, aim, unit, more_is_better: false }
    }

    fn keeps(&self, limit: f64) -> bool {
        if self.more_is_better { self.value >= limit } else { self.value <= limit }
    }

    fn verdict(&self) -> &'static str {
        match (self.keeps(self.limit), self.aim.is_none_or(|aim| self.keeps(aim))) {
            (false, _) => "OVER",
            (true, true) => "ok",
            (true, false) => "ok, short of the aim",
        }
    }

    fn print(&self) {
        let word = if self.more_is_better { "at least" } else { "at most" };
        let aim = self.aim.map(|aim| format!(", aim {aim}")).unwrap_or_default();
        println!(
            "{:<34}{:>9.2} {:<3} {word} {}{aim}: {}",
            self.what,
            self.value,
            self.unit,
            self.limit,
            self.verdict()
        );
    }
}

/// The names of those that are over.
fn over(bars: Vec<Bar>) -> Vec<String> {
    bars.into_iter().filter(|bar| !bar.keeps(bar.limit)).map(|bar| bar.what).collect()
}

/// The bars of the issues.
fn bars(measures: &[Measure], body: &Body) -> Vec<Bar> {
    let mut bars = Vec::new();
    for measure in measures.iter().filter(|measure| measure.name == "topic") {
        let ratio = Bar::at_most("topic, share of static", 100.0 * measure.ratio(), 10.0, Some(30.0), "%");
        bars.push(Bar { more_is_better: true, ..ratio });
        bars.push(Bar::at_most("topic, p99", measure.page.percentile(0.99), 30.0, Some(10.0), "ms"));
    }
    for measure in measures {
        if let Some(count) = measure.weight.statements {
            let what = format!("{}, statements", measure.name);
            bars.push(Bar::at_most(what, f64::from(count), STATEMENTS, None, ""));
        }
    }
    let css = measures.iter().map(|measure| measure.weight.css).max().unwrap_or_default();
    bars.push(Bar::at_most("style sheet", css as f64 / KILO, 20.0, None, "kB"));
    for measure in measures.iter().filter(|measure| measure.has_islands()) {
        let size = measure.weight.without_fonts() as f64 / KILO;
        bars.push(Bar::at_most(format!("{}, with islands, no fonts", measure.name), size, 150.0, None, "kB"));
    }
    bars.push(Bar::at_most("memory at rest", body.rest.resident as f64 / MEGA, 60.0, Some(40.0), "MB"));
    bars.push(Bar::at_most("memory under load", body.load.resident as f64 / MEGA, 200.0, None, "MB"));
    bars.push(Bar::at_most(
        "memory, eight files at once",
        body.uploads as f64 / MEGA,
        64.0,
        Some(32.0),
        "MB",
    ));
    let ready = body.ready_after.as_secs_f64() * KILO;
    bars.push(Bar::at_most("from start to ready", ready, 1_000.0, Some(300.0), "ms"));
    let (first, again) = (body.imports.first.as_secs_f64(), body.imports.again.as_secs_f64());
    bars.push(Bar::at_most("certifications, first import", first, 20.0, None, "s"));
    bars.push(Bar::at_most("certifications, again", again, 5.0, None, "s"));
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_on_which_side_the_figure_is() {
        let bar = |value| Bar::at_most("p99", value, 30.0, Some(10.0), "ms").verdict();
        assert_eq!((bar(5.0), bar(20.0), bar(31.0)), ("ok", "ok, short of the aim", "OVER"));
        let share = Bar { more_is_better: true, ..Bar::at_most("share", 12.0, 10.0, None, "%") };
        assert_eq!(share.verdict(), "ok");
    }

    #[test]
    fn what_is_over_is_told_by_its_name() {
        let bar = |what: &str, value| Bar::at_most(what, value, 30.0, Some(10.0), "ms");
        let under = Bar { more_is_better: true, ..bar("share", 3.0) };
        assert_eq!(over(vec![bar("p50", 5.0), bar("p95", 30.0), bar("p99", 31.0), under]), ["p99", "share"]);
    }
}
