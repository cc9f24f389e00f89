//! Claims: propositions that statements assert or deny, and the independent origins behind them.

/// A statement of one of the reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementAt {
    /// Index into [`super::Record::reports`].
    pub report: usize,
    /// Index into that report's statements.
    pub statement: usize,
}

/// One independent voice behind a claim, and the statements that go back to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Who.
    pub name: String,
    /// Their statements, in any number of reports.
    pub statements: Vec<StatementAt>,
}

/// One proposition, everybody who asserts it and everybody who denies it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The proposition in the words of its fullest statement.
    pub text: String,
    /// Its statements.
    pub statements: Vec<StatementAt>,
    /// Who asserts it.
    pub asserted_by: Vec<String>,
    /// Who denies it.
    pub denied_by: Vec<String>,
    /// Indices of the reports that carry it.
    pub reports: Vec<usize>,
    /// Independent origins of the assertion.
    pub origins: Vec<Origin>,
    /// The rule that joined it.
    pub rule: &'static str,
}
