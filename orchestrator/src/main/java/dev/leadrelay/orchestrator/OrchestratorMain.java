package dev.leadrelay.orchestrator;

import dev.leadrelay.service.ServiceProcess;

/** Runs the orchestrator as a process of its own. */
public final class OrchestratorMain {
    private OrchestratorMain() {}

    public static void main(String[] args) {
        ServiceProcess.run(OrchestratorService.NAME, args, OrchestratorService::new);
    }
}
