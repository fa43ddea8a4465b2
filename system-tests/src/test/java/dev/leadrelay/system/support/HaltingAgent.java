package dev.leadrelay.system.support;

import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.ResearchSubject;
import java.util.List;

/** A research agent that finds nothing about any lead and ends its process, without any order, at one that is marked. */
public final class HaltingAgent {
    /** In the notes of the marked lead. */
    public static final String MARK = "halt the process";

    private static final long WORK_MILLIS = 30;
    private static final int EXIT = 66;

    private HaltingAgent() {}

    public static void main(String[] args) {
        AgentDefinition<ResearchRequest, Research> definition = new AgentDefinition<>(
                "halting-agent",
                "1",
                Stage.RESEARCH,
                ResearchRequest.class,
                ResearchRequest::getHeader,
                null,
                HaltingAgent::work,
                ResearchResult::new,
                List.of(),
                List.of());
        ServiceProcess.run("research-agent", args, context -> AgentService.create(context, definition));
    }

    private static Outcome<Research> work(ResearchRequest request, AgentContext context) throws InterruptedException {
        if (MARK.equals(request.getLead().getNotes())) {
            Runtime.getRuntime().halt(EXIT);
        }
        Thread.sleep(WORK_MILLIS);
        Research nothing =
                Research.newBuilder().setStatus(ResearchStatus.NO_EVIDENCE).build();
        return Outcome.judged(nothing, Gates.research().check(new ResearchSubject(request.getLead(), nothing, null)));
    }
}
