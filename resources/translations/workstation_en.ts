<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>AskStrip</name>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n page not read yet</numerusform>
            <numerusform>%n pages not read yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing found in %n read page(s)</source>
        <translation>
            <numerusform>Nothing found in %n read page</numerusform>
            <numerusform>Nothing found in %n read pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), by date</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines, by date</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentEdits</name>
    <message numerus="yes">
        <source>Made %n page(s) a document</source>
        <translation>
            <numerusform>Made %n page a document</numerusform>
            <numerusform>Made %n pages a document</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged %n document(s)</source>
        <translation>
            <numerusform>Merged %n document</numerusform>
            <numerusform>Merged %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n document(s)</source>
        <translation>
            <numerusform>Moved %n document</numerusform>
            <numerusform>Moved %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n page(s)</source>
        <translation>
            <numerusform>Moved %n page</numerusform>
            <numerusform>Moved %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set %n page(s) aside as another patient&apos;s</source>
        <translation>
            <numerusform>Set %n page aside as another patient&apos;s</numerusform>
            <numerusform>Set %n pages aside as another patient&apos;s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentPainter</name>
    <message numerus="yes">
        <source>%n p</source>
        <comment>pages</comment>
        <translation>
            <numerusform>%n p</numerusform>
            <numerusform>%n p</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentTabs</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more open document(s)</source>
        <translation>
            <numerusform>%n more open document</numerusform>
            <numerusform>%n more open documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Door</name>
    <message numerus="yes">
        <source>User name or password is not right. %n tries left.</source>
        <translation>
            <numerusform>User name or password is not right. %n try left.</numerusform>
            <numerusform>User name or password is not right. %n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. The door opens again in %n seconds.</source>
        <translation>
            <numerusform>Too many wrong passwords. The door opens again in %n second.</numerusform>
            <numerusform>Too many wrong passwords. The door opens again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoubtBar</name>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n page not read yet</numerusform>
            <numerusform>%n pages not read yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dragging</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>%n hidden</numerusform>
            <numerusform>%n hidden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n as written</source>
        <translation>
            <numerusform>%n as written</numerusform>
            <numerusform>%n as written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by another name</source>
        <translation>
            <numerusform>%n by another name</numerusform>
            <numerusform>%n by another name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that look alike</source>
        <translation>
            <numerusform>%n that looks alike</numerusform>
            <numerusform>%n that look alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) searched</source>
        <translation>
            <numerusform>%n page searched</numerusform>
            <numerusform>%n pages searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n page not read yet</numerusform>
            <numerusform>%n pages not read yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReport</name>
    <message numerus="yes">
        <source>%n of %1 file(s) were not taken.</source>
        <translation>
            <numerusform>%n of %1 files was not taken.</numerusform>
            <numerusform>%n of %1 files were not taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are known already.</source>
        <translation>
            <numerusform>%n file is known already.</numerusform>
            <numerusform>%n files are known already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added.</source>
        <translation>
            <numerusform>%n file added.</numerusform>
            <numerusform>%n files added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayersCard</name>
    <message numerus="yes">
        <source>%n not met</source>
        <translation>
            <numerusform>%n not met</numerusform>
            <numerusform>%n not met</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message numerus="yes">
        <source>The password is not right. %n tries left.</source>
        <translation>
            <numerusform>The password is not right. %n try left.</numerusform>
            <numerusform>The password is not right. %n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. The door opens again in %n seconds.</source>
        <translation>
            <numerusform>Too many wrong passwords. The door opens again in %n second.</numerusform>
            <numerusform>Too many wrong passwords. The door opens again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissingRow</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointsSide</name>
    <message numerus="yes">
        <source>Then %n undisputed facts.</source>
        <translation>
            <numerusform>Then %n undisputed fact.</numerusform>
            <numerusform>Then %n undisputed facts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message numerus="yes">
        <source>%n p</source>
        <comment>pages</comment>
        <translation>
            <numerusform>%n p</numerusform>
            <numerusform>%n p</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProposalList</name>
    <message numerus="yes">
        <source>Accept %n document(s)</source>
        <translation>
            <numerusform>Accept %n document</numerusform>
            <numerusform>Accept %n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Proposals</name>
    <message numerus="yes">
        <source>%n pair(s) of documents belong together</source>
        <translation>
            <numerusform>%n pair of documents belongs together</numerusform>
            <numerusform>%n pairs of documents belong together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This file looks like %n document(s)</source>
        <translation>
            <numerusform>This file looks like %n document</numerusform>
            <numerusform>This file looks like %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These files look like %n document(s)</source>
        <translation>
            <numerusform>These files look like %n document</numerusform>
            <numerusform>These files look like %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) name another patient</source>
        <translation>
            <numerusform>%n page names another patient</numerusform>
            <numerusform>%n pages name another patient</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueScreen</name>
    <message numerus="yes">
        <source>No cases here. %n are hidden by filters.</source>
        <translation>
            <numerusform>No cases here. %n is hidden by filters.</numerusform>
            <numerusform>No cases here. %n are hidden by filters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for the new case.</source>
        <translation>
            <numerusform>%n file wait for the new case.</numerusform>
            <numerusform>%n files wait for the new case.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingModel</name>
    <message numerus="yes">
        <source>%1 of %2 pages</source>
        <translation>
            <numerusform>%1 of %2 page</numerusform>
            <numerusform>%1 of %2 pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingPanel</name>
    <message numerus="yes">
        <source>and %n more file(s)</source>
        <translation>
            <numerusform>and %n more file</numerusform>
            <numerusform>and %n more files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingWords</name>
    <message numerus="yes">
        <source>reading stopped, %n page(s) ready</source>
        <translation>
            <numerusform>reading stopped, %n page ready</numerusform>
            <numerusform>reading stopped, %n pages ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) could not be read</source>
        <translation>
            <numerusform>%n page could not be read</numerusform>
            <numerusform>%n pages could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchHits</name>
    <message numerus="yes">
        <source>%n page(s) with “%1”</source>
        <translation>
            <numerusform>%n page with “%1”</numerusform>
            <numerusform>%n pages with “%1”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignatureForm</name>
    <message numerus="yes">
        <source>I have read the assessment and the open points, and I know that %n points are not checked.</source>
        <translation>
            <numerusform>I have read the assessment and the open points, and I know that %n point is not checked.</numerusform>
            <numerusform>I have read the assessment and the open points, and I know that %n points are not checked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>User name or password is not right. %n tries left.</source>
        <translation>
            <numerusform>User name or password is not right. %n try left.</numerusform>
            <numerusform>User name or password is not right. %n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>Too many wrong passwords. Try again in %n second.</numerusform>
            <numerusform>Too many wrong passwords. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message numerus="yes">
        <source>%n line(s) of therapy</source>
        <translation>
            <numerusform>%n line of therapy</numerusform>
            <numerusform>%n lines of therapy</numerusform>
        </translation>
    </message>
</context>
</TS>
