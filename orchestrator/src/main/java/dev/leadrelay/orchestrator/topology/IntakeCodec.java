package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListPartLead;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.Arrays;

/** Bytes of the repartition topic, which carries exploded parts and commands to the list's owner: a kind, then the record. */
final class IntakeCodec {
    private static final byte PART = 1;
    private static final byte LEAD = 2;
    private static final byte COMMAND = 3;

    private static final StoreCodec<ListPart> PARTS = StoreCodec.of(ListPart.class, ReleasedSchemas.of(ListPart.class));
    private static final StoreCodec<ListPartLead> LEADS =
            StoreCodec.of(ListPartLead.class, ReleasedSchemas.of(ListPartLead.class));
    private static final StoreCodec<ListCommand> COMMANDS =
            StoreCodec.of(ListCommand.class, ReleasedSchemas.of(ListCommand.class));

    private IntakeCodec() {}

    static byte[] encode(ListPart part) {
        return tagged(PART, PARTS.encode(part));
    }

    static byte[] encode(ListPartLead lead) {
        return tagged(LEAD, LEADS.encode(lead));
    }

    static byte[] encode(ListCommand command) {
        return tagged(COMMAND, COMMANDS.encode(command));
    }

    /** @throws RuntimeException when the bytes were written by nothing that this version knows */
    static ListInput decode(byte[] bytes) {
        byte[] record = Arrays.copyOfRange(bytes, 1, bytes.length);
        return switch (bytes[0]) {
            case PART -> new ListInput.PartArrived(PARTS.decode(record));
            case LEAD -> new ListInput.LeadArrived(LEADS.decode(record));
            case COMMAND -> new ListInput.Commanded(COMMANDS.decode(record));
            default -> throw new IllegalStateException("kind " + bytes[0] + " of an intake record is not known");
        };
    }

    private static byte[] tagged(byte kind, byte[] encoded) {
        byte[] tagged = new byte[encoded.length + 1];
        tagged[0] = kind;
        System.arraycopy(encoded, 0, tagged, 1, encoded.length);
        return tagged;
    }
}
