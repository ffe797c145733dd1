//! The guide's first text, as the accompanying professionals wrote it: `guide.md`, to the letter.

use super::Stage;

/// The guide's full title.
pub const TITLE: &str = "Présentation synthétique du travail de l’accompagnateur";

/// The five stages of the founding text.
pub fn text() -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut column = "";
    for line in include_str!("guide.md").lines() {
        if let Some((number, title)) = line.strip_prefix("## Étape ").and_then(|rest| rest.split_once(" — "))
        {
            let (guidelines, tools, candidate) = (Vec::new(), Vec::new(), Vec::new());
            let number = number.parse().unwrap_or(0);
            stages.push(Stage { number, title: title.to_owned(), guidelines, tools, candidate });
        } else if let Some(heading) = line.strip_prefix("### ") {
            column = heading;
        } else if let (Some(item), Some(stage)) = (line.strip_prefix("- "), stages.last_mut()) {
            let items = match column {
                "Repères méthodologiques pour l'accompagnateur" => &mut stage.guidelines,
                "Les outils utilisés" => &mut stage.tools,
                _ => &mut stage.candidate,
            };
            items.push(item.to_owned());
        }
    }
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written back, the stages are the file: nothing was lost, moved or reworded.
    #[test]
    fn the_founding_text_is_kept_to_the_letter() {
        let mut written = String::from("# Présentation synthétique du travail de l'accompagnateur\n");
        for stage in text() {
            written.push_str(&format!("\n## Étape {} — {}\n", stage.number, stage.title));
            let columns = [
                ("Repères méthodologiques pour l'accompagnateur", stage.guidelines),
                ("Les outils utilisés", stage.tools),
                ("Ce que fait le candidat", stage.candidate),
            ];
            for (heading, items) in columns {
                written.push_str(&format!("\n### {heading}\n"));
                items.iter().for_each(|item| written.push_str(&format!("- {item}\n")));
            }
        }
        assert_eq!(written.trim_end(), include_str!("guide.md").trim_end());
    }
}
