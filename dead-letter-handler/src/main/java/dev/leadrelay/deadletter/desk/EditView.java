package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The editor of a request or of a candidate.
 *
 * @param kind RETRY_EDITED or ACCEPT
 * @param refusal why what was sent was not taken; empty when nothing was sent
 * @param content what stands in the editor
 * @param reason as it was typed
 */
public record EditView(LetterRow letter, String kind, String refusal, Content content, String reason, CheckView check) {

    /** What stands in an editor. */
    public sealed interface Content {}

    /**
     * A text of JSON.
     *
     * @param cut whether what came back is longer
     */
    public record Json(String text, boolean cut) implements Content {}

    /**
     * Fields of a form.
     *
     * @param base JSON from which they are filled, where that is not the record of the dead letter; else empty
     */
    public record Form(List<Field> fields, String base) implements Content {}

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
