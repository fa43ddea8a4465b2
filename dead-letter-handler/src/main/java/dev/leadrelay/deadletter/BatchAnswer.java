package dev.leadrelay.deadletter;

import java.util.List;

/** What became of a request to decide about many. */
sealed interface BatchAnswer {
    /** Each is decided or refused; the results are in the order of what was asked. */
    record Decided(List<BulkItem.Result> results) implements BatchAnswer {}

    /** It cannot be done now. What may have been written nevertheless is recognised when it is asked for again. */
    record Unavailable(String line) implements BatchAnswer {}
}
