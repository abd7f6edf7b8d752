package org.madoguchi.programme;

/** The way an application comes in. */
public enum Channel { ONLINE, MISSION, MUNICIPALITY, MAIL }
