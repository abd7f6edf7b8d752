package org.madoguchi.programme;

/** The way an application comes in: abroad by all but COUNTER; of residents by COUNTER (the bureau), MUNICIPALITY or ONLINE. */
public enum Channel { ONLINE, MISSION, MUNICIPALITY, MAIL, COUNTER }
