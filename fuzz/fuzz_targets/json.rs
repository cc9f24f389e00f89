#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosays_fuzz::read("a.json", bytes));
