//! Binding many values to one statement.

use sqlx::any::AnyArguments;
use sqlx::query::{Query, QueryAs, QueryScalar};
use sqlx::{Any, Encode, Type};

/// Binds values to the places of a statement, in order. The first value is `$1`, or the next place after the values that are already bound.
pub(crate) trait BindAll<'q>: Sized {
    fn bind_one<T: 'q + Encode<'q, Any> + Type<Any>>(self, value: T) -> Self;

    fn bind_all(self, values: impl StatementValues<'q>) -> Self {
        values.bind_to(self)
    }
}

/// A tuple that [`BindAll::bind_all`] takes.
pub(crate) trait StatementValues<'q> {
    fn bind_to<S: BindAll<'q>>(self, statement: S) -> S;
}

impl<'q> BindAll<'q> for Query<'q, Any, AnyArguments> {
    fn bind_one<T: 'q + Encode<'q, Any> + Type<Any>>(self, value: T) -> Self {
        self.bind(value)
    }
}

impl<'q, O> BindAll<'q> for QueryAs<'q, Any, O, AnyArguments> {
    fn bind_one<T: 'q + Encode<'q, Any> + Type<Any>>(self, value: T) -> Self {
        self.bind(value)
    }
}

impl<'q, O> BindAll<'q> for QueryScalar<'q, Any, O, AnyArguments> {
    fn bind_one<T: 'q + Encode<'q, Any> + Type<Any>>(self, value: T) -> Self {
        self.bind(value)
    }
}

macro_rules! statement_values {
    ($($value:ident),+) => {
        impl<'q, $($value: 'q + Encode<'q, Any> + Type<Any>),+> StatementValues<'q> for ($($value,)+) {
            #[allow(non_snake_case, reason = "a value is named as its type")]
            fn bind_to<Statement: BindAll<'q>>(self, statement: Statement) -> Statement {
                let ($($value,)+) = self;
                statement$(.bind_one($value))+
            }
        }
    };
}

statement_values!(A, B);
statement_values!(A, B, C);
statement_values!(A, B, C, D);
statement_values!(A, B, C, D, E);
statement_values!(A, B, C, D, E, F);
statement_values!(A, B, C, D, E, F, G);
statement_values!(A, B, C, D, E, F, G, H);
statement_values!(A, B, C, D, E, F, G, H, I);
statement_values!(A, B, C, D, E, F, G, H, I, J);
statement_values!(A, B, C, D, E, F, G, H, I, J, K);
statement_values!(A, B, C, D, E, F, G, H, I, J, K, L);
statement_values!(A, B, C, D, E, F, G, H, I, J, K, L, M);
statement_values!(A, B, C, D, E, F, G, H, I, J, K, L, M, N);
statement_values!(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O);
statement_values!(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P);
