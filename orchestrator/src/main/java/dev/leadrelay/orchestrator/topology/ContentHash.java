package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;

/** What makes two submissions of a part the same: part, lastPart, settings and leads, not when they were submitted. */
final class ContentHash {
    private static final StoreCodec<ListSettings> SETTINGS =
            StoreCodec.of(ListSettings.class, ReleasedSchemas.of(ListSettings.class));
    private static final StoreCodec<Lead> LEAD = StoreCodec.of(Lead.class, ReleasedSchemas.of(Lead.class));

    private ContentHash() {}

    /** SHA-256, lower-case hex; the order of map entries makes no difference. */
    static String of(LeadList list) {
        MessageDigest digest = Identifiers.sha256();
        digest.update(ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(list.getPart())
                .put((byte) (list.getLastPart() ? 1 : 0))
                .flip());
        digest.update(SETTINGS.encode(list.getSettings()));
        for (Lead lead : list.getLeads()) {
            digest.update(LEAD.encode(withSortedExtra(lead)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Lead withSortedExtra(Lead lead) {
        return lead.getExtra().size() < 2
                ? lead
                : Lead.newBuilder(lead).setExtra(new TreeMap<>(lead.getExtra())).build();
    }
}
