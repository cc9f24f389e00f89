//! The commands, each in its file.

mod explain;
mod read;

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, Command};
use crate::interrupt::Interrupt;
use crate::options::Options;
use crate::{USAGE, output};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line makes no sense.
    Usage(String),
    /// The result could not be written; where to, and why.
    Output(String, io::Error),
    /// The program itself is damaged.
    Reader(whosays::document::pipeline::ReaderError),
}

impl Failure {
    /// The exit code.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::Output(..) | Self::Reader(_) => 1,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "{what}\n\nFor more information, try 'whosays --help'."),
            Self::Reader(error) => write!(f, "the program is damaged: {error}; install it anew"),
            Self::Output(path, error) => {
                write!(f, "{path} could not be written ({error}); look at the folder, its permissions and the disk")
            }
        }
    }
}

/// Runs a command; its exit code.
pub(crate) fn run(args: Args) -> Result<u8, Failure> {
    match args.command {
        Command::Read(args) => read::read(&Options::of(*args).map_err(Failure::Usage)?),
        Command::Explain { term } => explain::explain(&term.join(" ")),
        Command::Schema => print(&|out| writeln!(out, "{:#}", whosays_store::write::schema())),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "whosays", &mut script);
            print(&|out| out.write_all(&script))
        }
        Command::Man => print(&man),
    }
}

/// Prints to standard output.
fn print(contents: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<u8, Failure> {
    let failure = |error| Failure::Output("standard output".to_owned(), error);
    output::write(None, &Interrupt::default(), contents).map_err(failure).map(|()| 0)
}

/// The man page: the command, then each of its commands with its flags.
fn man(mut out: &mut dyn Write) -> io::Result<()> {
    let mut command = Args::command();
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    page.render_options_section(&mut out)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let page = clap_mangen::Man::new(command.clone());
        let mut section = Vec::new();
        page.render_synopsis_section(&mut section)?;
        page.render_description_section(&mut section)?;
        page.render_options_section(&mut section)?;
        page.render_extra_section(&mut section)?;
        // The sections of a command stand below its own heading.
        let section = String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ");
        write!(out, ".SH {}\n{section}", command.get_name().to_uppercase())?;
    }
    page.render_extra_section(&mut out)?;
    page.render_version_section(&mut out)
}
