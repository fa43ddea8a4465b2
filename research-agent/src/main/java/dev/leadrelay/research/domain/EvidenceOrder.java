package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Evidence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders evidence so that a cut takes from every address alike: the first of each, then the second of each. Pure. */
final class EvidenceOrder {
    private EvidenceOrder() {}

    static List<Evidence> fair(List<Evidence> evidence) {
        Map<String, List<Evidence>> byUrl = new LinkedHashMap<>();
        evidence.forEach(piece ->
                byUrl.computeIfAbsent(piece.getUrl(), url -> new ArrayList<>()).add(piece));
        List<Iterator<Evidence>> open = new ArrayList<>();
        byUrl.values().forEach(pieces -> open.add(pieces.iterator()));
        List<Evidence> ordered = new ArrayList<>();
        while (ordered.size() < evidence.size()) {
            for (Iterator<Evidence> pieces : open) {
                if (pieces.hasNext()) {
                    ordered.add(pieces.next());
                }
            }
        }
        return ordered;
    }
}
