//! The examples of the tests.

mod story;

#[allow(unused_imports)] // each test file uses what it needs
pub(crate) use story::blank;

use std::path::Path;

use whosays::Record;

/// Our own story, and the annotated stories of the workshop where they are at hand.
#[allow(dead_code)] // each test file uses what it needs
pub(crate) fn stories() -> Vec<(String, Record)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stories =
        vec![("varda".to_owned(), story::story(&here.join("../whosays-store/tests/stories/varda")).unwrap())];
    let gold = here.join("../../../shared/gold/stories");
    match std::fs::read_dir(&gold) {
        Ok(folders) => {
            let mut folders: Vec<_> = folders.flatten().map(|folder| folder.path()).collect();
            folders.sort();
            let named =
                |folder: &Path| folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            stories.extend(folders.iter().filter_map(|folder| Some((named(folder), story::story(folder)?))));
        }
        Err(_) => eprintln!("SKIPPED: the annotated stories are not at {}", gold.display()),
    }
    stories
}
