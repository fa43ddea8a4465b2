package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Keeps causes and the numbers of decisions in step with the dead letters that a transaction touches: taken before the change, brought up to date
 * after it.
 */
final class Summaries {
    private final Handle handle;
    private final Set<String> ids;
    private final Map<String, Counted> before;
    private final Knowledge knownBefore;

    private Summaries(Handle handle, Set<String> ids) {
        this.handle = handle;
        this.ids = ids;
        this.before = Counted.of(handle, ids);
        this.knownBefore = Knowledge.of(handle, ids);
    }

    /** Remembers how these dead letters are before they change. */
    static Summaries before(Handle handle, Set<String> ids) {
        return new Summaries(handle, ids);
    }

    /** Those among them that the store holds already. */
    Set<String> stored() {
        return before.keySet();
    }

    /**
     * Writes what the change means, {@code known} being what is known of their decisions by now.
     *
     * @return those that are new or have changed, as they are now
     */
    List<Counted> bringUpToDate(Knowledge known) {
        Map<String, Counted> after = Counted.of(handle, ids);
        Tally tally = new Tally();
        List<Counted> changed = new ArrayList<>();
        List<Counted> come = new ArrayList<>();
        Set<String> shrunk = new HashSet<>();
        for (String id : ids) {
            Counted was = before.get(id);
            Counted is = after.get(id);
            knownBefore.count(id, was, tally, -1);
            known.count(id, is, tally, 1);
            if (is != null && !is.equals(was)) {
                changed.add(is);
            }
            if (is != null && (was == null || !is.countsAs(was))) {
                come.add(is);
                if (was != null) {
                    shrunk.add(was.cause());
                }
            }
        }
        tally.write(handle);
        CauseRows.add(handle, come);
        CauseRows.recount(handle, shrunk);
        return changed;
    }
}
