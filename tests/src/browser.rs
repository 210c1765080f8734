//! A browser without a network and without JavaScript: it keeps cookies, and sends forms with their origin.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower::ServiceExt;

use crate::answer::Answer;

/// The site's address in stories.
pub const ADDRESS: &str = "http://127.0.0.1:3000";

/// The browser of a person or a guest.
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    language: &'static str,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: Mutex::default(), language: "fr" }
    }

    pub fn in_english(self) -> Self {
        Self { language: "en", ..self }
    }

    /// Sets a cookie.
    pub fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, None).await
    }

    /// Sends a form. The answer is not followed.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| {
                format!("{}={}", utf8_percent_encode(name, NON_ALPHANUMERIC), utf8_percent_encode(value, NON_ALPHANUMERIC))
            })
            .collect();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", ADDRESS), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, Some(pairs.join("&"))).await
    }

    /// Sends a form and follows a redirect.
    pub async fn submit(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, form).await;
        if answer.status.is_redirection() { self.get(answer.location()).await } else { answer }
    }

    /// Uploads a file by the form of a page. The answer is not followed.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        self.upload_with(path, &[], name, bytes).await
    }

    /// [`Self::upload`] with other fields of the form.
    pub async fn upload_with(&self, path: &str, form: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let boundary = "edge-of-parts";
        let mut body = Vec::new();
        for (field, value) in form {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, format!("\r\n--{boundary}--\r\n").as_bytes()].concat());
        let kind = format!("multipart/form-data; boundary={boundary}");
        let headers = [("content-type", kind.as_str()), ("origin", ADDRESS), ("sec-fetch-site", "same-origin")];
        self.dispatch(Method::POST, path, &headers, Body::from(body)).await
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&'static str, &str)], body: Option<String>) -> Answer {
        self.dispatch(method, path, headers, body.map_or_else(Body::empty, Body::from)).await
    }

    async fn dispatch(&self, method: Method, path: &str, headers: &[(&'static str, &str)], body: Body) -> Answer {
        let path = path.strip_prefix(ADDRESS).unwrap_or(path);
        let mut request =
            Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html").header(header::ACCEPT_LANGUAGE, self.language);
        for (name, value) in headers {
            // In place of the header that the browser sends by itself.
            if let Some(headers) = request.headers_mut() {
                headers.insert(*name, HeaderValue::from_str(value).expect("a header"));
            }
        }
        let cookies: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.store(cookie);
        }
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned(), bytes: body.to_vec() }
    }

    fn store(&self, cookie: &HeaderValue) {
        let text = cookie.to_str().expect("a cookie is text");
        let (name, rest) = text.split_once('=').expect("a cookie has a name");
        let value = rest.split(';').next().unwrap_or_default();
        let mut cookies = self.cookies.lock().unwrap();
        if value.is_empty() || text.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
