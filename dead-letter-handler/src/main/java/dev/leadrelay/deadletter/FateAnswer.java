package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The JSON of what came of a decision. */
final class FateAnswer {
    private FateAnswer() {}

    /** Adds the words, whether they are the last, and what they name. */
    static ObjectNode addTo(ObjectNode json, Fate fate) {
        json.put("line", fate.words()).put("settled", fate.settled());
        switch (fate) {
            case Fate.Ended ended -> {
                json.put("parkedAgain", ended.parkedAgain());
                json.putObject("end")
                        .put("status", ended.end().status())
                        .put("reason", ended.end().reason())
                        .put(
                                "endedAt",
                                Instant.ofEpochMilli(ended.end().endedAt()).toString())
                        .put("costMicros", ended.end().costMicros());
            }
            case Fate.ParkedAgain again -> json.put("parkedAgain", again.deadLetterId());
            case Fate.Waiting waiting -> {}
            case Fate.Refused refused -> {}
            case Fate.Superseded superseded -> {}
            case Fate.Settled done -> {}
        }
        return json;
    }
}
