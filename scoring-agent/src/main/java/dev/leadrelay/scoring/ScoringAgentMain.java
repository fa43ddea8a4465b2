package dev.leadrelay.scoring;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.scoring.domain.ScoringAgent;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.validation.GateSet;
import java.util.List;

/** Wires the scoring agent. */
public final class ScoringAgentMain {
    private static final String VERSION = "0.1.0";

    private ScoringAgentMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("scoring-agent", args, ScoringAgentMain::create);
    }

    /**
     * The agent as a service, connected to nothing yet.
     *
     * @throws dev.leadrelay.service.SettingsException when a setting, a profile or a prompt is wrong
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
        ScoringSettings settings = context.settings(ScoringSettings.class);
        return AgentService.create(
                context, definition(new ScoringAgent(ProfileDirectory.open(settings.profilesDir()), gates.score())));
    }

    private static AgentDefinition<ScoringRequest, Score> definition(ScoringAgent agent) {
        return new AgentDefinition<>(
                "scoring-agent",
                VERSION,
                Stage.SCORING,
                ScoringRequest.class,
                ScoringRequest::getHeader,
                null,
                agent,
                ScoringResult::new,
                List.of(ScoringAgent.PROMPT),
                List.of());
    }
}
