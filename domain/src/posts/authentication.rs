//! Whether a mail is from the address that it says (RFC 8601). We believe the relay in front of us, and nobody else.

use formats::incoming_mail::IncomingMail;

/// Whether a trusted relay found that the domain of `author`, or one that it is below or above, signed the mail (DKIM) or sent it (SPF), or that it
/// passes DMARC. A header that a stranger wrote has the name of no trusted relay: relays remove headers that pretend to be theirs (RFC 8601, 5).
pub(super) fn is_verified(trusted_relays: &[String], mail: &IncomingMail, author: &str) -> bool {
    let Some((_, domain)) = author.rsplit_once('@') else { return false };
    let domain = domain.to_ascii_lowercase();
    mail.authentication_results.iter().any(|value| {
        let value = without_comments_and_quotes(value).to_ascii_lowercase();
        let mut parts = value.split(';').map(str::trim);
        let server = parts.next().unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned();
        trusted_relays.iter().any(|relay| relay.eq_ignore_ascii_case(&server)) && parts.any(|result| passes(result, &domain))
    })
}

/// The value without comments, and with quoted strings emptied: a result is read in neither. What a stranger wrote may stand there (`smtp.mailfrom` of a
/// quoted local part, the reason of a result).
fn without_comments_and_quotes(value: &str) -> String {
    let (mut out, mut depth, mut is_quoted, mut is_escaped) = (String::with_capacity(value.len()), 0_usize, false, false);
    for c in value.chars() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match c {
            '\\' if is_quoted || depth > 0 => is_escaped = true,
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            c if !is_quoted && depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether one result, such as `dkim=pass header.d=cnrs.fr`, speaks for the domain.
fn passes(result: &str, domain: &str) -> bool {
    let mut words = result.split_whitespace();
    let method = words.next().unwrap_or_default();
    let property = match method {
        "dkim=pass" => "header.d=",
        "spf=pass" => "smtp.mailfrom=",
        "dmarc=pass" => "header.from=",
        _ => return false,
    };
    let value = words.find_map(|word| word.strip_prefix(property)).unwrap_or_default();
    let found = value.rsplit('@').next().unwrap_or_default();
    is_aligned(found, domain)
}

/// Relaxed alignment: the same domain, or one below the other. A domain of one label aligns with nothing but itself.
fn is_aligned(found: &str, domain: &str) -> bool {
    let below = |low: &str, high: &str| high.contains('.') && low.strip_suffix(high).is_some_and(|rest| rest.ends_with('.'));
    !found.is_empty() && (found == domain || below(found, domain) || below(domain, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(results: &[&str]) -> IncomingMail {
        let headers: String = results.iter().map(|value| format!("Authentication-Results: {value}\r\n")).collect();
        let text = format!("{headers}From: ada@lab.cnrs.fr\r\nSubject: x\r\n\r\nBonjour\r\n");
        formats::incoming_mail::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn only_the_trusted_relay_is_believed_and_only_for_the_author_s_domain() {
        let relays = vec!["mx.example.org".to_owned()];
        let verified = |results: &[&str]| is_verified(&relays, &mail(results), "ada@lab.cnrs.fr");
        assert!(verified(&["mx.example.org; dkim=pass header.d=cnrs.fr header.s=a"]), "the organisation signs for its laboratories");
        assert!(verified(&["mx.example.org; spf=fail smtp.mailfrom=x@y.fr; dmarc=pass header.from=lab.cnrs.fr"]));
        assert!(verified(&["mx.example.org 1; spf=pass smtp.mailfrom=ada@lab.cnrs.fr"]));
        assert!(!verified(&["mx.evil.org; dkim=pass header.d=cnrs.fr"]), "another relay");
        assert!(!verified(&["mx.example.org; dkim=pass header.d=evil.org"]), "another domain");
        assert!(!verified(&["mx.example.org; dkim=fail header.d=cnrs.fr"]));
        assert!(!verified(&["mx.example.org; dkim=pass header.d=fr"]), "a top-level domain signs for nobody");
        assert!(!verified(&["mx.example.org; none"]) && !verified(&[]));
        assert!(!verified(&["mx.example.org; spf=fail smtp.mailfrom=\"x; dkim=pass header.d=cnrs.fr \"@evil.org"]), "a quoted local part");
        assert!(!verified(&["mx.example.org; dkim=fail (x; dkim=pass header.d=cnrs.fr) header.d=evil.org"]), "a comment");
        assert!(verified(&["mx.example.org; dkim=pass (2048-bit key; (nested) ok) header.d=cnrs.fr"]), "a comment of the relay");
        assert!(!is_verified(&[], &mail(&["mx.example.org; dkim=pass header.d=cnrs.fr"]), "ada@lab.cnrs.fr"), "no relay is trusted");
    }
}
