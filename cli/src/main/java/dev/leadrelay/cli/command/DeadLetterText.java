package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A dead letter as a person reads it in a terminal. */
final class DeadLetterText {
    private static final int MAX_BLOCK = 4_000;

    private DeadLetterText() {}

    static void print(PrintWriter out, JsonNode letter) {
        out.printf(
                "%s  %s %s, attempt %s, %s%n",
                letter.path("deadLetterId").asText(),
                letter.path("stage").asText(),
                letter.path("class").asText(),
                letter.path("attempt").asText(),
                letter.path("state").asText());
        out.println("lead     " + letter.path("leadKey").asText("none"));
        out.println("message  " + clean(letter.path("message").asText()));
        out.println();
        violations(out, letter.path("violations"));
        block(out, "input", letter.path("request"));
        block(out, "candidate", letter.path("candidate"));
        block(out, "record as it was read", letter.path("original"));
        lastReply(out, letter.path("run"));
        decisions(out, letter.path("decisions"));
        fate(out, letter.path("fate"));
        out.println("what can be done: " + join(letter.path("allowed")));
    }

    private static void violations(PrintWriter out, JsonNode violations) {
        if (violations.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("violation", "where", "severity", "what is wrong");
        violations.forEach(v -> table.row(
                v.path("code").asText(),
                v.path("path").asText(),
                v.path("severity").asText(),
                v.path("message").asText()));
        out.print(table);
        out.println();
    }

    private static void lastReply(PrintWriter out, JsonNode run) {
        String reply = run.path("lastReply").asText(run.path("note").asText(""));
        out.println("last reply");
        out.println(indented(reply.isEmpty() ? "none recorded" : reply));
        out.println();
    }

    private static void decisions(PrintWriter out, JsonNode decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("decision", "by", "when", "outcome", "why");
        decisions.forEach(d -> table.row(
                d.path("kind").asText(),
                d.path("decidedBy").asText(),
                d.path("decidedAt").asText(),
                d.path("outcome").asText("pending"),
                d.path("reason").asText("")));
        out.print(table);
        out.println();
    }

    private static void fate(PrintWriter out, JsonNode fate) {
        if (!fate.isObject()) {
            return;
        }
        out.println("what came of it: " + clean(fate.path("line").asText()));
        if (fate.path("parkedAgain").isTextual()) {
            out.println("next dead letter: " + clean(fate.path("parkedAgain").asText()));
        }
        out.println();
    }

    private static void block(PrintWriter out, String title, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        out.println(title);
        out.println(indented(value.isTextual() ? value.asText() : value.toPrettyString()));
        out.println();
    }

    private static String indented(String text) {
        String shown = text.length() <= MAX_BLOCK
                ? text
                : text.substring(0, MAX_BLOCK) + "\n… cut, " + text.length() + " characters in all; --json prints them";
        return shown.lines()
                .map(line -> "  " + clean(line))
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("  ");
    }

    private static String join(JsonNode names) {
        StringBuilder joined = new StringBuilder();
        names.forEach(name -> joined.append(joined.isEmpty() ? "" : ", ").append(name.asText()));
        return joined.isEmpty() ? "nothing, it is settled" : joined.toString();
    }

    /** Control characters of hostile content must not reach the terminal. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
