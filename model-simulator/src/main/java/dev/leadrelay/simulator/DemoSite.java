package dev.leadrelay.simulator;

/** How the web site of a demo company behaves. */
public enum DemoSite {
    /** Five ordinary pages. */
    NORMAL,
    /** Every connection is closed without an answer. */
    UNREACHABLE,
    /** The about page carries an instruction addressed to language models. */
    INJECTED,
    /** The products page is a PDF, whatever its address promises. */
    WRONG_TYPE,
    /** The company sells what the demo's seller sells. */
    COMPETITOR
}
