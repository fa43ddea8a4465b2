package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Evidence;
import java.util.List;

/**
 * What the sources gave about a company. Immutable.
 *
 * @param evidence as it came, each id once, suspicious passages left out
 * @param unavailable what could not be had, each with its reason
 * @param flags suspicious content that was found in what the sources gave
 */
public record Gathered(List<Evidence> evidence, List<String> unavailable, List<String> flags) {
    public Gathered {
        evidence = List.copyOf(evidence);
        unavailable = List.copyOf(unavailable);
        flags = List.copyOf(flags);
    }
}
