//! Addresses on the wire.

use lettre::Address;

/// The address, with its domain in ASCII (RFC 5891): “zoé@été.example” is for the few servers that
/// take SMTPUTF8, “zoe@xn--t-9fab.example” for all.
///
/// # Errors
/// A sentence about the error.
pub(crate) fn ascii_address(address: &str) -> Result<Address, String> {
    let wrong = |cause: &dyn std::fmt::Display| format!("the address: {cause}");
    let Some((local, domain)) = address.rsplit_once('@').filter(|(_, domain)| !domain.is_ascii()) else {
        return address.parse().map_err(|cause| wrong(&cause));
    };
    let domain = idna::domain_to_ascii(domain).map_err(|cause| wrong(&cause))?;
    Address::new(local, domain).map_err(|cause| wrong(&cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_written_in_ascii() {
        for (typed, ascii) in [
            ("Ada.Lovelace@example.org", "Ada.Lovelace@example.org"),
            ("zoe@été.example", "zoe@xn--t-9fab.example"),
            ("zoé@Été.example", "zoé@xn--t-9fab.example"),
        ] {
            assert_eq!(ascii_address(typed).map(|address| address.to_string()), Ok(ascii.to_owned()), "{typed}");
        }
        for wrong in ["", "zoe", "zoe@", "@example.org", "zoe@a b.example", "zoe@example.org\r\nBcc: all@example.org", "a..b@example.org"] {
            assert!(ascii_address(wrong).is_err(), "{wrong}");
        }
    }
}
