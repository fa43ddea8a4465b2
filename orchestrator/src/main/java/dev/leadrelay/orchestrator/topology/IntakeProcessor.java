package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListPartLead;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.Decoded;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code leads.lists} and {@code lists.commands} from any producer, explodes parts into single leads and sends all
 * to the partition of the list's owner. What cannot be read becomes a dead letter with its bytes.
 */
final class IntakeProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final int LONGEST_ID = 200;

    private final Environment environment;
    private @Nullable Sink sink;
    private @Nullable ProcessorContext<byte[], Outgoing> context;

    IntakeProcessor(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        sink = new Sink(processorContext, environment);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || sink == null) {
            throw new IllegalStateException("not initialised");
        }
        Arrival arrival = Arrival.of(record, context);
        if (arrival.topic().equals(environment.topics().listCommands().name())) {
            command(sink, arrival);
        } else {
            list(sink, arrival);
        }
    }

    private void list(Sink out, Arrival arrival) {
        LeadList list = decoded(out, arrival, LeadList.class);
        if (list == null) {
            return;
        }
        String problem = problemOf(list);
        if (problem != null) {
            out.unusable(arrival, Stage.LISTS, FailureClass.CONTRACT_VIOLATION, problem);
            return;
        }
        String hash = ContentHash.of(list);
        out.sendIntake(list.getListId(), IntakeCodec.encode(header(list, hash, arrival)), arrival);
        int index = 0;
        for (Lead lead : list.getLeads()) {
            ListPartLead single = new ListPartLead(list.getListId(), list.getPart(), hash, index++, lead);
            out.sendIntake(list.getListId(), IntakeCodec.encode(single), arrival);
        }
    }

    private static ListPart header(LeadList list, String hash, Arrival arrival) {
        return new ListPart(
                list.getListId(),
                list.getPart(),
                list.getLastPart(),
                hash,
                list.getLeads().size(),
                list.getSubmittedAt(),
                list.getSource(),
                list.getSettings(),
                arrival.coordinates());
    }

    private void command(Sink out, Arrival arrival) {
        ListCommand command = decoded(out, arrival, ListCommand.class);
        if (command == null) {
            return;
        }
        if (!isIdentifier(command.getListId())) {
            String problem = "a command must name its list";
            out.unusable(arrival, Stage.LISTS, FailureClass.CONTRACT_VIOLATION, problem);
            return;
        }
        out.sendIntake(command.getListId(), IntakeCodec.encode(command), arrival);
    }

    private <T extends SpecificRecord> @Nullable T decoded(Sink out, Arrival arrival, Class<T> type) {
        Decoded<T> decoded =
                environment.codec().decode(arrival.topic(), arrival.record().value(), type);
        return switch (decoded) {
            case Decoded.Value<T> value -> value.value();
            case Decoded.Undecodable<T> undecodable -> {
                out.unusable(arrival, Stage.LISTS, FailureClass.MALFORMED_RECORD, undecodable.reason());
                yield null;
            }
        };
    }

    /** Why no owner could work on the part; null when one can. */
    private static @Nullable String problemOf(LeadList list) {
        if (!isIdentifier(list.getListId()) || list.getListId().contains("/")) {
            return "listId must be 1 to 200 characters without control characters and slash";
        }
        if (list.getPart() < 0) {
            return "part must be 0 or more, it is " + list.getPart();
        }
        long unusable = list.getLeads().stream()
                .filter(lead -> !isIdentifier(lead.getLeadId()))
                .count();
        return unusable == 0
                ? null
                : unusable + " leads have a leadId that is empty, longer than 200 characters or has control characters";
    }

    private static boolean isIdentifier(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    }
}
