package dev.leadrelay.writer;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.schemas.records.WriterResult;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.writer.domain.WriterAgent;
import java.util.List;

/** Wires the writer agent. */
public final class WriterAgentMain {
    private static final String VERSION = "0.1.0";

    private WriterAgentMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("writer-agent", args, WriterAgentMain::create);
    }

    /**
     * The agent as a service, connected to nothing yet.
     *
     * @throws dev.leadrelay.service.SettingsException when a setting, the seller's profile or a prompt is wrong
     */
    public static Service create(ServiceContext context) {
        return create(context, GateSet.standard());
    }

    /**
     * The same with other gates than the standard ones, to see what these catch.
     *
     * @throws dev.leadrelay.service.SettingsException as {@link #create(ServiceContext)}
     */
    public static Service create(ServiceContext context, GateSet gates) {
        WriterSettings settings = context.settings(WriterSettings.class);
        return AgentService.create(
                context, definition(new WriterAgent(SellerFile.read(settings.seller()), gates.draft())));
    }

    private static AgentDefinition<WriterRequest, Draft> definition(WriterAgent agent) {
        return new AgentDefinition<>(
                "writer-agent",
                VERSION,
                Stage.WRITER,
                WriterRequest.class,
                WriterRequest::getHeader,
                null,
                agent,
                WriterResult::new,
                List.of(WriterAgent.PROMPT),
                List.of());
    }
}
