package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Research;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence of a research by id; of two with one id the first counts. */
public final class EvidenceIndex {
    private final Map<String, Evidence> byId = new HashMap<>();

    public EvidenceIndex(Research research) {
        for (Evidence evidence : research.getEvidence()) {
            byId.putIfAbsent(evidence.getId(), evidence);
        }
    }

    public boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The evidence of that id; null when there is none. */
    public @Nullable Evidence find(String id) {
        return byId.get(id);
    }

    /** The first of these ids that no evidence has; null when all exist. */
    public @Nullable String firstUnknown(List<String> ids) {
        for (String id : ids) {
            if (!has(id)) {
                return id;
            }
        }
        return null;
    }
}
