package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * A record as a form and as JSON.
 *
 * @param type name of the record; empty when there is none
 * @param json indented; cut when it is very long, then {@code cut} is true
 */
public record RecordView(String type, List<FieldRow> fields, String json, boolean cut) {
    /** Where there is none. */
    public static final RecordView NONE = new RecordView("", List.of(), "", false);
}
