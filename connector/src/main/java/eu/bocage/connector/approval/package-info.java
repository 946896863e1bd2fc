/** The committee: who asked for what needs its approval, who voted how, and what came of it. */
package eu.bocage.connector.approval;
