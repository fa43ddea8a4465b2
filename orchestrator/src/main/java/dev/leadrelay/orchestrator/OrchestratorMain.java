package dev.leadrelay.orchestrator;

import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.validation.GateSet;

/** Runs the orchestrator as a process of its own. */
public final class OrchestratorMain {
    private OrchestratorMain() {}

    public static void main(String[] args) {
        ServiceProcess.run(OrchestratorService.NAME, args, OrchestratorMain::create);
    }

    /** Wires the service for a process that runs several. */
    public static Service create(ServiceContext context) {
        return create(context, GateSet.standard());
    }

    /** The same with other gates than the standard ones, to see what these catch. */
    public static Service create(ServiceContext context, GateSet gates) {
        return new OrchestratorService(context, gates);
    }
}
