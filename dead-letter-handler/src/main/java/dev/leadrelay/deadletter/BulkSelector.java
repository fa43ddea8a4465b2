package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** Finds the dead letters of a selection. Thread-safe. */
final class BulkSelector {
    /** A job of more would be a decision that nobody has looked at. */
    static final int MOST = 100_000;

    private static final int PAGE = 1_000;

    private final TriageQueries queries;

    BulkSelector(TriageQueries queries) {
        this.queries = queries;
    }

    /**
     * Identifiers, each once; what a filter finds in the order in which it was parked.
     *
     * @throws RequestException when there are too many
     */
    List<String> ids(BulkSelection selection) {
        List<String> ids = switch (selection) {
            case BulkSelection.Ids picked -> List.copyOf(new LinkedHashSet<>(picked.ids()));
            case BulkSelection.Matching matching -> find(matching);
        };
        if (ids.size() > MOST) {
            throw new RequestException(
                    400, "the selection holds more than " + MOST + " dead letters; narrow it, for example to a list");
        }
        return ids;
    }

    private List<String> find(BulkSelection.Matching matching) {
        ItemFilter asked = matching.filter();
        ItemFilter filter = new ItemFilter(
                asked.listId(),
                asked.stage(),
                asked.failureClass(),
                asked.state() == null ? ItemState.OPEN.name() : asked.state(),
                asked.fingerprint(),
                asked.text(),
                asked.since(),
                asked.until());
        List<String> ids = new ArrayList<>();
        Cursor after = null;
        List<Cursor> page;
        do {
            page = queries.places(filter, after, PAGE);
            page.forEach(place -> ids.add(place.id()));
            after = page.isEmpty() ? null : page.getLast();
        } while (page.size() == PAGE && ids.size() <= MOST);
        // The longest parked first.
        Collections.reverse(ids);
        return ids;
    }
}
