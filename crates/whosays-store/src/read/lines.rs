//! JSON Lines, read line by line, so that a file may be larger than memory and a bad line stops nothing.

use std::io::{BufRead, Read};

use serde_json::Value;
use whosays::Input;

use super::decode::decode;
use super::error::{Problem, ReadError};
use super::json;
use super::options::Options;

/// A file with a record a line.
pub(super) struct Lines {
    path: String,
    file: Box<dyn BufRead>,
    number: usize,
    found: bool,
}

impl Lines {
    pub(super) fn new(path: &str, file: Box<dyn BufRead>) -> Self {
        Self { path: path.to_owned(), file, number: 0, found: false }
    }

    /// The next record; lines without words are passed over.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Input, ReadError>> {
        loop {
            self.number += 1;
            let line = match self.line(options.max_bytes) {
                Ok(Some(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(Some(line)) => line,
                Ok(None) if self.found => return None,
                Ok(None) => {
                    self.found = true;
                    return Some(Err(ReadError::new(&self.path, Problem::Empty)));
                }
                Err(problem) => {
                    self.found = true;
                    return Some(Err(self.error(problem)));
                }
            };
            self.found = true;
            return Some(self.record(&line, options));
        }
    }

    fn record(&self, line: &[u8], options: &Options) -> Result<Input, ReadError> {
        let line = decode(line, false);
        match serde_json::from_str::<Value>(&line.text) {
            Ok(record) => {
                let read = json::member(&self.path, self.number, &record, &line.diagnostics, options);
                read.map_err(|error| self.error(error.problem))
            }
            Err(error) => {
                // The line is told as the place of the error.
                let told = error.to_string().replace(" at line 1 column ", " at column ");
                Err(self.error(Problem::NotJson(told)))
            }
        }
    }

    /// The next line without its end; `None` at the end of the file. What is too long is passed over.
    fn line(&mut self, limit: usize) -> Result<Option<Vec<u8>>, Problem> {
        let mut line = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = self.file.by_ref().take(most).read_until(b'\n', &mut line);
        // A file that cannot be read on would give the same error for ever.
        if let Err(error) = read {
            self.file = Box::new(std::io::empty());
            return Err(Problem::io(&error));
        }
        if line.is_empty() {
            return Ok(None);
        }
        if line.len() > limit && line.last() != Some(&b'\n') {
            self.file.skip_until(b'\n').map_err(|error| Problem::io(&error))?;
            return Err(Problem::TooLarge { limit });
        }
        Ok(Some(line))
    }

    fn error(&self, problem: Problem) -> ReadError {
        ReadError { path: self.path.clone(), place: Some(format!("line {}", self.number)), problem }
    }
}
