//! The text format of Prometheus, version 0.0.4.

use std::fmt::Write;

/// The type of a metric family.
#[derive(Debug, Clone, Copy)]
pub(super) enum MetricKind {
    /// Only rises, until the process ends.
    Counter,
    /// The present value.
    Gauge,
    /// Counts per bucket.
    Histogram,
}

/// Metric families, as text.
#[derive(Debug, Default)]
pub(super) struct MetricsText(String);

impl MetricsText {
    /// Begins a family; its samples follow.
    pub(super) fn family(&mut self, name: &str, kind: MetricKind, help: &str) {
        let kind = match kind {
            MetricKind::Counter => "counter",
            MetricKind::Gauge => "gauge",
            MetricKind::Histogram => "histogram",
        };
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    pub(super) fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: f64) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let _ = match labels.as_slice() {
            [] => writeln!(self.0, "{name} {value}"),
            labels => writeln!(self.0, "{name}{{{}}} {value}", labels.join(",")),
        };
    }

    /// A family with one sample.
    pub(super) fn one(&mut self, name: &str, kind: MetricKind, help: &str, value: f64) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_can_not_end_its_line() {
        let mut text = MetricsText::default();
        text.family("maillage_x", MetricKind::Gauge, "An example.");
        text.sample("maillage_x", &[("route", "/a\"\n\\b")], 1.5);
        assert_eq!(
            text.into_string(),
            "# HELP maillage_x An example.\n# TYPE maillage_x gauge\nmaillage_x{route=\"/a\\\"\\n\\\\b\"} 1.5\n"
        );
    }
}
