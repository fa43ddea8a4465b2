package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListPartLead;
import java.util.Arrays;
import org.apache.avro.message.MessageEncoder;

/** Bytes of the repartition topic, which carries exploded parts and commands to the list's owner: a kind, then the record. */
final class IntakeCodec {
    private static final byte PART = 1;
    private static final byte LEAD = 2;
    private static final byte COMMAND = 3;

    private IntakeCodec() {}

    static byte[] encode(ListPart part) {
        return tagged(PART, ListPart.getEncoder(), part);
    }

    static byte[] encode(ListPartLead lead) {
        return tagged(LEAD, ListPartLead.getEncoder(), lead);
    }

    static byte[] encode(ListCommand command) {
        return tagged(COMMAND, ListCommand.getEncoder(), command);
    }

    /** @throws IllegalStateException when the bytes were written by nothing that this version knows */
    static ListInput decode(byte[] bytes) {
        byte[] record = Arrays.copyOfRange(bytes, 1, bytes.length);
        return switch (bytes[0]) {
            case PART -> new ListInput.PartArrived(Stored.decode(ListPart.getDecoder(), record));
            case LEAD -> new ListInput.LeadArrived(Stored.decode(ListPartLead.getDecoder(), record));
            case COMMAND -> new ListInput.Commanded(Stored.decode(ListCommand.getDecoder(), record));
            default -> throw new IllegalStateException("kind " + bytes[0] + " of an intake record is not known");
        };
    }

    private static <T> byte[] tagged(byte kind, MessageEncoder<T> encoder, T record) {
        byte[] encoded = Stored.encode(encoder, record);
        byte[] tagged = new byte[encoded.length + 1];
        tagged[0] = kind;
        System.arraycopy(encoded, 0, tagged, 1, encoded.length);
        return tagged;
    }
}
