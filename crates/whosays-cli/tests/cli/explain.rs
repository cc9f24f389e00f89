use super::run;

#[test]
fn a_term() {
    let (printed, _, code) = run(&["explain", "denies"]);
    assert_eq!(code, 0);
    assert!(printed.starts_with("denies · stance · says that it is not so, or refuses\n"), "{printed}");
}

#[test]
fn several_words_are_one_term() {
    let (printed, _, code) = run(&["explain", "dropped", "credit"]);
    assert_eq!(code, 0);
    assert!(printed.starts_with("dropped credit · word"), "{printed}");
    let (printed, ..) = run(&["explain", "HARM"]);
    assert!(printed.contains("displaced"), "{printed}");
}

#[test]
fn near_misses_are_suggested() {
    let (printed, said, code) = run(&["explain", "ceasefir"]);
    assert_eq!((printed.as_str(), code), ("", 2));
    assert!(said.contains("`ceasefir` is not explained; did you mean ceasefire"), "{said}");
}

#[test]
fn alone_it_lists_all() {
    let (printed, _, code) = run(&["explain"]);
    assert_eq!(code, 0);
    for term in ["asserts", "tolls.as_of", "ASSAULT", "TIMEX3", "metadata", "ceasefire"] {
        assert!(printed.lines().any(|line| line.trim_start().starts_with(term)), "{term}");
    }
}
