package dev.leadrelay.deadletter;

import java.util.Optional;

/** How one framework marks the records it puts aside. */
interface Dialect {
    /** What the headers say; empty when they are not of this dialect. */
    Optional<ForeignFailure> read(ForeignHeaders headers);
}
