package dev.leadrelay.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.leadrelay.deadletter.desk.FieldRow;
import dev.leadrelay.deadletter.desk.RecordView;
import dev.leadrelay.deadletter.desk.Remark;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A record as the lines of a form, with what the checks found at the fields they name, and as indented JSON. Pure. */
final class RecordForm {
    /** Characters of JSON and of one value on a page; the API gives all. */
    static final int MOST_JSON = 100_000;

    static final int MOST_VALUE = 5_000;
    private static final int MOST_FIELDS = 600;
    private static final ObjectWriter INDENTED = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final List<Violation> violations;
    private final List<FieldRow> rows = new ArrayList<>();

    private RecordForm(List<Violation> violations) {
        this.violations = violations;
    }

    /** @param record a record, a text, or null where there is none */
    static RecordView of(@Nullable Object record, List<Violation> violations) {
        if (record == null) {
            return RecordView.NONE;
        }
        if (!(record instanceof IndexedRecord fields)) {
            String text = record.toString();
            return new RecordView("text", List.of(), Columns.fit(text, MOST_JSON), text.length() > MOST_JSON);
        }
        JsonNode tree = RecordTree.of(fields);
        RecordForm form = new RecordForm(violations);
        form.add(tree, "", 0);
        String json = indented(tree);
        return new RecordView(
                fields.getSchema().getName(),
                form.rows,
                Columns.fit(json, MOST_JSON),
                json.length() > MOST_JSON || form.rows.size() >= MOST_FIELDS);
    }

    static List<Remark> remarks(List<Violation> violations) {
        return violations.stream().map(RecordForm::remark).toList();
    }

    private void add(JsonNode node, String path, int depth) {
        if (node.isObject()) {
            node.properties().forEach(field -> child(field.getKey(), field.getValue(), path, depth));
        } else {
            for (int i = 0; i < node.size(); i++) {
                child(Integer.toString(i), node.get(i), path, depth);
            }
        }
    }

    private void child(String name, JsonNode value, String parent, int depth) {
        String path = JsonPaths.child(parent, name);
        List<Remark> found = violations.stream()
                .filter(violation -> path.equals(violation.getPath()))
                .map(RecordForm::remark)
                .toList();
        // What is empty says nothing, unless somebody misses it.
        boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty();
        if (empty && found.isEmpty() || rows.size() >= MOST_FIELDS) {
            return;
        }
        String text = value.isContainerNode() || value.isNull() ? "" : Columns.fit(value.asText(), MOST_VALUE);
        rows.add(new FieldRow(path, name, depth, text, found));
        if (value.isContainerNode()) {
            add(value, path, depth + 1);
        }
    }

    private static Remark remark(Violation violation) {
        return new Remark(
                violation.getCode(),
                violation.getPath(),
                violation.getMessage(),
                violation.getSeverity().name());
    }

    static String indented(JsonNode tree) {
        try {
            return INDENTED.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }
}
