//! A picture of a terminal: what a command prints with colours, as SVG.
//!
//! ```text
//! whosays read examples/ --color always --width 100 | cargo run -p whosays-cli --example picture > brief.svg
//! ```

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut printed = String::new();
    std::io::stdin().read_to_string(&mut printed)?;
    print!("{}", picture(&printed));
    Ok(())
}

/// The picture of what was printed.
pub(crate) fn picture(printed: &str) -> String {
    let picture = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(printed);
    // Opacity is for whole elements; parts of a line become fainter by that of their fill.
    picture.replace(".dimmed { opacity: 0.4; }", ".dimmed { fill-opacity: 0.6; }") + "\n"
}
