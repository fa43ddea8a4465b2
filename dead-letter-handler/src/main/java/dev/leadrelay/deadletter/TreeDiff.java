package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where two JSON trees differ, field by field. */
final class TreeDiff {
    private final List<Change> changes = new ArrayList<>();

    private TreeDiff() {}

    /**
     * One value that differs.
     *
     * @param path JSON pointer
     * @param before the missing node where there was none
     * @param after the missing node where there is none any more
     */
    record Change(String path, JsonNode before, JsonNode after) {}

    static List<Change> of(JsonNode before, JsonNode after) {
        TreeDiff diff = new TreeDiff();
        diff.compare("", before, after);
        return List.copyOf(diff.changes);
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(JsonPaths.child(path, name), before.path(name), after.path(name));
            }
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, item(before, i), item(after, i));
            }
        } else if (!same(before, after)) {
            changes.add(new Change(path, before, after));
        }
    }

    /** Numbers are the same by value: which of Java's types holds one depends on where the tree comes from. */
    private static boolean same(JsonNode before, JsonNode after) {
        return isFinite(before) && isFinite(after)
                ? before.decimalValue().compareTo(after.decimalValue()) == 0
                : before.equals(after);
    }

    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue());
    }

    private static JsonNode item(JsonNode array, int i) {
        return i < array.size() ? array.get(i) : MissingNode.getInstance();
    }
}
