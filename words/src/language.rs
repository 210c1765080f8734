//! The languages that the product speaks.

use serde::{Deserialize, Serialize};

/// A language of the interface, of a mail, of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "fr")]
    Fr,
    #[serde(rename = "en")]
    En,
}

/// A code of no language of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLanguage;

impl Language {
    /// Every choice, in the order in which forms show them.
    pub const ALL: &'static [Self] = &[Self::Fr, Self::En];

    /// The code as it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language with that code.
    pub fn parse(code: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.iter().copied().find(|language| language.code() == code).ok_or(UnknownLanguage)
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(feature = "sqlx")]
mod stored {
    use super::Language;
    use sqlx::{Any, Database, Decode, Encode, Type};

    impl Type<Any> for Language {
        fn type_info() -> sqlx::any::AnyTypeInfo {
            <String as Type<Any>>::type_info()
        }

        fn compatible(other: &sqlx::any::AnyTypeInfo) -> bool {
            <String as Type<Any>>::compatible(other)
        }
    }

    impl<'q> Encode<'q, Any> for Language {
        fn encode_by_ref(&self, buffer: &mut <Any as Database>::ArgumentBuffer) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
            <&str as Encode<'_, Any>>::encode(self.code(), buffer)
        }
    }

    impl<'r> Decode<'r, Any> for Language {
        fn decode(value: <Any as Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
            let code = <&str as Decode<'r, Any>>::decode(value)?;
            Self::parse(code).map_err(|_| format!("{code} is not a Language").into())
        }
    }
}
