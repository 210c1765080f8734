//! Packs many short rows into one text: figures are counted here from tens of thousands of rows. The driver hands over each row separately,
//! which costs several times what the database takes to find it; and the databases join and sort the rows more slowly than this code.

use crate::db::Conn;
use crate::error::Result;

/// An aggregate that packs the rows of a group into one text: `packed!("m.person", "m.id")`. A row with a null is left out. Fields and rows
/// end with characters that no line of text may contain.
macro_rules! packed {
    ($first:literal $(, $field:literal)*) => { concat!("string_agg(", $first, $(" || '\u{1f}' || ", $field,)* ", '\u{1e}')") };
}
pub(super) use packed;

/// The result of a statement: the name of a group, or of its subject, and its rows.
pub(super) struct PackedRows(Vec<(String, Option<String>)>);

/// A statement that returns names and [`packed!`] rows.
pub(super) type PackedQuery = sqlx::query::QueryAs<'static, sqlx::Any, (String, Option<String>), sqlx::any::AnyArguments>;

impl PackedRows {
    /// Runs the query. It is planned again each time: PostgreSQL's generic plan, for any network and any year, takes three times as long.
    pub(super) async fn fetch(query: PackedQuery, conn: &mut Conn) -> Result<Self> {
        Ok(Self(query.persistent(false).fetch_all(conn).await?))
    }

    /// The names of the groups, with the rows of each.
    pub(super) fn groups<const N: usize>(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = [&str; N]>)> {
        self.0.iter().map(|(name, text)| (name.as_str(), rows(text.as_deref().unwrap_or_default())))
    }

    /// The rows of all groups of that name.
    pub(super) fn of<const N: usize>(&self, name: &str) -> impl Iterator<Item = [&str; N]> {
        self.groups().filter(move |(group, _)| *group == name).flat_map(|(_, rows)| rows)
    }
}

/// The last field may contain anything.
fn rows<const N: usize>(text: &str) -> impl Iterator<Item = [&str; N]> {
    text.split('\u{1e}').filter_map(|row| {
        let mut fields = row.splitn(N, '\u{1f}');
        let row: [Option<&str>; N] = std::array::from_fn(|_| fields.next());
        row.iter().all(Option::is_some).then(|| row.map(Option::unwrap_or_default))
    })
}

#[cfg(test)]
impl PackedRows {
    /// Rows as the database would have packed them.
    pub(super) fn rows_of<const N: usize>(groups: &[(&str, &[[&str; N]])]) -> Self {
        let pack = |rows: &[[&str; N]]| rows.iter().map(|row| row.join("\u{1f}")).collect::<Vec<_>>().join("\u{1e}");
        Self(groups.iter().map(|(name, rows)| ((*name).to_owned(), Some(pack(rows)))).collect())
    }
}
