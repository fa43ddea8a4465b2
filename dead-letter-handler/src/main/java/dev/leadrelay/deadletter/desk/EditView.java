package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The editor of a request or of a candidate.
 *
 * @param kind RETRY_EDITED or ACCEPT
 * @param view form or json
 * @param fields of the form
 * @param json text of the other view
 */
public record EditView(LetterRow letter, String kind, String view, List<Field> fields, String json, CheckView check) {

    /** Address of the other view. */
    public String otherHref() {
        return letter.href() + "/edit?kind=" + kind + "&view=" + (view.equals("form") ? "json" : "form");
    }

    /**
     * A field of the form.
     *
     * @param name of the field in the form
     * @param label what the record calls it
     * @param group the record it is in; the same as that of the field before it where nothing changes
     * @param type text, number or flag
     * @param rows height of the field; 1 for a short one
     */
    public record Field(String name, String label, String group, String type, String value, int rows) {}
}
