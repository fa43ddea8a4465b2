package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** What the check of a decision says, as a person reads it in a terminal. */
final class CheckText {
    private CheckText() {}

    static void print(PrintWriter out, String kind, JsonNode checked) {
        JsonNode diff = checked.path("diff");
        if (!diff.isEmpty()) {
            TextTable table = new TextTable("edited", "before", "after");
            diff.forEach(change ->
                    table.row(change.path("path").asText(), text(change.get("before")), text(change.get("after"))));
            out.print(table);
            out.println();
        }
        JsonNode violations = checked.path("violations");
        if (!violations.isEmpty()) {
            TextTable table = TextTable.withRemarks("violation", "where", "severity", "waivable", "what is wrong");
            violations.forEach(v -> table.row(
                    v.path("code").asText(),
                    v.path("path").asText(),
                    v.path("severity").asText(),
                    waivable(v),
                    v.path("message").asText()));
            out.print(table);
            out.println();
        }
        out.println(verdict(kind, checked.path("valid").asBoolean()) + "; nothing was decided");
    }

    /** The gates are asked about a retry as well, but they keep nobody from it. */
    private static String verdict(String kind, boolean valid) {
        if (kind.equals("RETRY")) {
            return valid
                    ? "valid: the gate lets the input pass as it is"
                    : "not valid: the gate objects to the input as it is, and a retry asks with it all the same";
        }
        return valid ? "valid: this decision would be taken" : "not valid: this decision would be refused";
    }

    private static String waivable(JsonNode violation) {
        if (violation.path("severity").asText().equals("WARN")) {
            return "-";
        }
        return violation.path("waived").asBoolean()
                ? "waived"
                : violation.path("waivable").asBoolean() ? "yes" : "no";
    }

    private static String text(JsonNode value) {
        if (value == null) {
            return "-";
        }
        return value.isTextual() ? value.asText() : value.toString();
    }
}
