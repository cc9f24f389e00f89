//! Whether two names name one person or one body: spellings that differ by the way a foreign name is written, longer and
//! shorter forms, shortenings, and whom an unnamed official speaks for.

use super::gist::Gist;
use super::tables::{Tables, hash};
use crate::document::{EntityKind, Speaker};

/// A speaker as speakers are compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Voice {
    /// The name as the report gives it.
    pub(crate) name: String,
    pub(crate) kind: EntityKind,
    /// State or body it speaks for.
    pub(crate) side: Option<String>,
    /// Words of the name as they sound, without words of grammar.
    tokens: Vec<String>,
    /// Words that name the body: of the body a person speaks for, else of the name itself.
    body: Vec<String>,
    /// First letters of the body's words.
    short: String,
    /// Which organ of its side it is, `general` for the state itself.
    pub(crate) organ: Option<String>,
    /// Named by a description only.
    pub(crate) unnamed: bool,
    /// Somebody of a medium who was there.
    pub(crate) own_eyes: bool,
    /// A crowd or source that cannot be told apart from another.
    pub(crate) crowd: bool,
}

impl Voice {
    /// The voice of a speaker.
    pub(crate) fn of(speaker: &Speaker, tables: &Tables) -> Self {
        let person = speaker.kind == EntityKind::Person;
        let described =
            [speaker.of.as_deref(), speaker.role.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let named = format!("{} {described}", speaker.name);
        let body_name = if person {
            speaker.of.as_deref().unwrap_or(&described)
        } else {
            speaker.of.as_deref().unwrap_or(&speaker.name)
        };
        let words = lower(&speaker.name);
        let has = |kind: &str| words.iter().any(|w| tables.is_voice(kind, w));
        let unnamed = matches!(speaker.kind, EntityKind::Unnamed | EntityKind::People);
        let own_eyes = speaker.kind == EntityKind::Media
            && (has("own-eyes") || is_person_name(&speaker.name, speaker.of.is_some()));
        Self {
            name: speaker.name.clone(),
            kind: speaker.kind,
            side: speaker.side.clone(),
            tokens: tokens(&speaker.name, tables),
            body: tokens(body_name, tables),
            short: initials(body_name),
            organ: organ(&named, speaker, tables),
            unnamed,
            own_eyes,
            crowd: unnamed && has("crowd") && !names_body(&speaker.name),
        }
    }

    /// Words of the name as they sound, by which names are looked up; long ones by their beginning alone, because they
    /// may differ in a letter.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.tokens.iter().map(|t| if t.len() >= 7 { t.chars().take(4).collect() } else { t.clone() }).collect()
    }

    /// True if an account names the body that this voice speaks for.
    pub(crate) fn named_in(&self, gist: &Gist) -> bool {
        self.body.iter().any(|word| gist.words.binary_search_by_key(&hash(word), |w| w.0).is_ok())
    }

    /// A medium that passes on what others say, without an eye witness of its own.
    pub(crate) fn relays(&self) -> bool {
        self.kind == EntityKind::Media && !self.own_eyes
    }

    /// "Medical and security officials" are two voices; everybody else is one.
    pub(crate) fn split(self) -> Vec<Self> {
        let words: Vec<&str> = self.name.split(' ').collect();
        let Some(at) = words.iter().position(|w| *w == "and").filter(|_| self.unnamed) else { return vec![self] };
        let (Some(first), Some(second), Some(head)) =
            (words.get(at.wrapping_sub(1)), words.get(at + 1), words.get(at + 2))
        else {
            return vec![self];
        };
        let described = |word: &str| Self {
            name: format!("{word} {head}"),
            tokens: vec![word.to_lowercase()],
            body: vec![word.to_lowercase()],
            organ: Some(word.to_lowercase()),
            ..self.clone()
        };
        vec![described(first), described(second)]
    }

    /// True if the names can name one person: their words agree as they sound, and sides do not differ.
    pub(crate) fn same_person(&self, other: &Self) -> bool {
        if self.unnamed != other.unnamed || !sides_fit(self, other) {
            return false;
        }
        let shared = self.tokens.iter().filter(|a| other.tokens.iter().any(|b| alike(a, b))).count();
        let fewer = self.tokens.len().min(other.tokens.len());
        let last = self.tokens.last().zip(other.tokens.last()).is_some_and(|(a, b)| alike(a, b));
        let persons = self.kind == EntityKind::Person && other.kind == EntityKind::Person;
        match (persons, fewer) {
            (_, 0) => false,
            (true, 1) => last,
            (true, _) => shared >= 2 && shared * 3 >= fewer * 2 || shared >= 1 && self.same_post(other),
            (false, _) => shared == fewer && self.tokens.len() == other.tokens.len(),
        }
    }

    /// Two forms of one person's name that share a word, and both speak for the same organ of one side.
    fn same_post(&self, other: &Self) -> bool {
        self.side.is_some()
            && self.side == other.side
            && self.organ.is_some()
            && self.organ == other.organ
            && share(&self.tokens, &other.tokens) >= 1
    }

    /// True if both speak for one body, or cannot be told apart from it.
    pub(crate) fn same_body(&self, other: &Self) -> bool {
        if self.same_person(other) {
            return true;
        }
        if !sides_fit(self, other) {
            return false;
        }
        if self.short.len() >= 2 && other.body.iter().any(|w| *w == self.short.to_lowercase())
            || other.short.len() >= 2 && self.body.iter().any(|w| *w == other.short.to_lowercase())
        {
            return true;
        }
        let shared = share(&self.body, &other.body);
        let fewer = self.body.len().min(other.body.len());
        if shared >= 2 && shared * 2 >= fewer || shared >= 1 && shared == fewer && !self.crowd && !other.crowd {
            return organs_fit(self, other);
        }
        let one_side = self.side.is_some() && self.side == other.side;
        one_side && self.organ.is_some() && other.organ.is_some() && organs_fit(self, other)
    }
}

/// "Enough Project sources" names a body, "aid workers inside the Yida camp" does not.
fn names_body(name: &str) -> bool {
    let mut words = name.split_whitespace().skip_while(|w| !w.starts_with(char::is_uppercase) || w.len() < 3);
    let first = name.split_whitespace().next().unwrap_or("");
    let leads = first.starts_with(char::is_uppercase) && words.next().is_some();
    leads && words.next().is_some_and(|w| w.starts_with(char::is_uppercase))
}

fn sides_fit(a: &Voice, b: &Voice) -> bool {
    a.side.is_none() || b.side.is_none() || a.side == b.side
}

/// The state itself cannot be told apart from its organs; two different organs can.
fn organs_fit(a: &Voice, b: &Voice) -> bool {
    let general = |organ: &Option<String>| organ.as_deref().is_none_or(|o| o == "general");
    general(&a.organ) || general(&b.organ) || a.organ == b.organ
}

fn share(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|x| b.iter().any(|y| alike(x, y))).count()
}

/// Two words of a name as they sound: equal, or long and one letter apart. Short ones never match roughly.
fn alike(a: &str, b: &str) -> bool {
    a == b
        || a.len().min(b.len()) >= 7 && a.as_bytes().first() == b.as_bytes().first() && strsim::levenshtein(a, b) <= 1
}

fn lower(name: &str) -> Vec<String> {
    let plain = any_ascii::any_ascii(name).replace(['\'', '.'], "").to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn tokens(name: &str, tables: &Tables) -> Vec<String> {
    let words =
        lower(name).into_iter().filter(|w| tables.grammar(w).is_none() && !tables.is_voice("body", w) && w.len() > 1);
    let mut tokens: Vec<String> = Vec::new();
    for word in words.filter(|w| !tables.is_voice("particle", w)) {
        let sound = tables.name(&word);
        if !tokens.contains(&sound) {
            tokens.push(sound);
        }
    }
    tokens
}

fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase));
    words
        .map(|w| {
            if w.len() <= 3 && w.chars().all(char::is_uppercase) {
                w.to_owned()
            } else {
                w[..w.chars().next().map_or(0, char::len_utf8)].to_owned()
            }
        })
        .collect()
}

fn is_person_name(name: &str, speaks_for: bool) -> bool {
    let words = name.split_whitespace();
    speaks_for && words.clone().count() >= 2 && words.clone().all(|w| w.starts_with(char::is_uppercase))
}

/// The organ that the words of a name and role tell; a state that tells none is itself.
fn organ(named: &str, speaker: &Speaker, tables: &Tables) -> Option<String> {
    let words = lower(named);
    let told = tables.organ(&words).map(str::to_owned);
    let whole = matches!(speaker.kind, EntityKind::State)
        || matches!(speaker.kind, EntityKind::Unnamed) && speaker.side.is_some();
    told.or_else(|| whole.then(|| "general".to_owned()))
}
