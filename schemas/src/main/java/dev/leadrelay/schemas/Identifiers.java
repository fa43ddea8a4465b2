package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The deterministic identifiers of LeadRelay: the same input gives the same identifier in every service, so that a
 * repeated step is recognised. All are lower-case hex prefixes of SHA-256 over the UTF-8 parts, each ended by a zero
 * byte so that no two lists of parts collide.
 */
public final class Identifiers {
    private static final int SHORT_HEX = 32;

    private Identifiers() {}

    /** The key of a lead in every topic keyed by lead: {@code listId + "/" + leadId}. */
    public static String leadKey(String listId, String leadId) {
        return listId + "/" + leadId;
    }

    /** The key of the lead that a hand-off is about. */
    public static String leadKey(HandoffHeader header) {
        return leadKey(header.getListId(), header.getLeadId());
    }

    /** Identifier of one dispatch of a stage for a lead; attempts count from 1. */
    public static String handoffId(String leadKey, Stage stage, int attempt) {
        return shortHash("handoff", leadKey, stage.name(), Integer.toString(attempt));
    }

    /** Lineage of a hand-off: the predecessor's lineage (empty for the first) chained with the hand-off's id. */
    public static String lineage(String predecessor, String handoffId) {
        return shortHash("lineage", predecessor, handoffId);
    }

    /** Identifier of a piece of evidence. */
    public static String evidenceId(String url, String quote) {
        return shortHash("evidence", url, quote).substring(0, 12);
    }

    /** Identifier of the dead letter of a failed hand-over. */
    public static String deadLetterId(String leadKey, Stage stage, int attempt) {
        return shortHash("dead-letter", leadKey, stage.name(), Integer.toString(attempt));
    }

    /** Identifier of the dead letter of a record that could not be used. */
    public static String deadLetterId(String topic, int partition, long offset) {
        return shortHash("dead-letter-record", topic, Integer.toString(partition), Long.toString(offset));
    }

    /** Full SHA-256 of a text, lower-case hex: the form of prompt, profile and content hashes. */
    public static String contentHash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The first 32 hex digits of SHA-256 over the parts. */
    public static String shortHash(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT_HEX);
    }

    /** A fresh SHA-256, for contents that are hashed piece by piece. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
