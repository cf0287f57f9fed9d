<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Actions</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一窗格</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一病例</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>上一病例</translation>
    </message>
    <message>
        <source>Next open case</source>
        <translation>下一未完成病例</translation>
    </message>
    <message>
        <source>Previous open case</source>
        <translation>上一未完成病例</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>How documents are opened</source>
        <translation>文件如何打开</translation>
    </message>
    <message>
        <source>What is being read</source>
        <translation>正在识别的内容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Comment here</source>
        <translation>在此评论</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>What became of added files</source>
        <translation>文件的添加结果</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take next</source>
        <translation>领取下一例</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建病例</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Saved view %1</source>
        <translation>已存视图 %1</translation>
    </message>
    <message>
        <source>Cite selection: supports</source>
        <translation>引用所选：支持</translation>
    </message>
    <message>
        <source>Cite selection: contradicts</source>
        <translation>引用所选：相反</translation>
    </message>
    <message>
        <source>Show source of the field</source>
        <translation>显示该项来源</translation>
    </message>
    <message>
        <source>Looked for, not found</source>
        <translation>已查，未找到</translation>
    </message>
    <message>
        <source>Next conflict</source>
        <translation>下一冲突</translation>
    </message>
    <message>
        <source>Previous conflict</source>
        <translation>上一冲突</translation>
    </message>
    <message>
        <source>Next doubtful word</source>
        <translation>下一个存疑词</translation>
    </message>
    <message>
        <source>Previous doubtful word</source>
        <translation>上一个存疑词</translation>
    </message>
    <message>
        <source>Next corrected word</source>
        <translation>下一个更正过的词</translation>
    </message>
    <message>
        <source>Previous corrected word</source>
        <translation>上一个更正过的词</translation>
    </message>
    <message>
        <source>Next unsupported value</source>
        <translation>下一无来源的值</translation>
    </message>
    <message>
        <source>Previous unsupported value</source>
        <translation>上一无来源的值</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适用性</translation>
    </message>
    <message>
        <source>Discussion</source>
        <translation>讨论</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>To the page</source>
        <translation>转到页面</translation>
    </message>
    <message>
        <source>To the documents</source>
        <translation>转到文件</translation>
    </message>
    <message>
        <source>To the record</source>
        <translation>转到记录</translation>
    </message>
    <message>
        <source>Pane widths</source>
        <translation>窗格宽度</translation>
    </message>
    <message>
        <source>Second page</source>
        <translation>第二个页面</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Ask the packet</source>
        <translation>检索全部资料</translation>
    </message>
    <message>
        <source>Say what this document is</source>
        <translation>说明这是什么文件</translation>
    </message>
    <message>
        <source>Review the documents proposed</source>
        <translation>查看建议的文件划分</translation>
    </message>
    <message>
        <source>Accept the documents proposed</source>
        <translation>接受建议的文件划分</translation>
    </message>
    <message>
        <source>Page as text</source>
        <translation>以文字查看本页</translation>
    </message>
    <message>
        <source>Go to page</source>
        <translation>转到页码</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>New treatment episode</source>
        <translation>新建治疗段</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>向下翻页</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>向上翻页</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>末页</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Fit page</source>
        <translation>适合页面</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Turn all pages</source>
        <translation>旋转全部页面</translation>
    </message>
    <message>
        <source>Brightness and contrast</source>
        <translation>亮度与对比度</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反色</translation>
    </message>
    <message>
        <source>Read this page again</source>
        <translation>重新识别此页</translation>
    </message>
    <message>
        <source>Read this page again in the other language</source>
        <translation>用另一种语言重新识别此页</translation>
    </message>
    <message>
        <source>Draw box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Correct the words</source>
        <translation>更正文字</translation>
    </message>
    <message>
        <source>Right as it is</source>
        <translation>识别无误</translation>
    </message>
    <message>
        <source>Select the page&apos;s words</source>
        <translation>选择本页全部文字</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Menu of the page</source>
        <translation>页面菜单</translation>
    </message>
    <message>
        <source>Read a part again</source>
        <translation>局部重新识别</translation>
    </message>
    <message>
        <source>Reviewed by eye</source>
        <translation>标为人工审阅</translation>
    </message>
    <message>
        <source>What no longer fits</source>
        <translation>不再相符的内容</translation>
    </message>
    <message>
        <source>Previous evidence</source>
        <translation>上一证据</translation>
    </message>
    <message>
        <source>Next evidence</source>
        <translation>下一证据</translation>
    </message>
    <message>
        <source>Split before this page</source>
        <translation>从此页起拆分</translation>
    </message>
    <message>
        <source>Make the chosen pages a document</source>
        <translation>所选页面独立成文件</translation>
    </message>
    <message>
        <source>Merge with the document before</source>
        <translation>与前一份文件合并</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Another patient&apos;s: set aside, or use again</source>
        <translation>其他患者的：搁置或恢复使用</translation>
    </message>
    <message>
        <source>Link with another document</source>
        <translation>与其他文件关联</translation>
    </message>
    <message>
        <source>It is a copy</source>
        <translation>是副本</translation>
    </message>
    <message>
        <source>It is a translation</source>
        <translation>是译文</translation>
    </message>
    <message>
        <source>It is a newer version</source>
        <translation>是更新版本</translation>
    </message>
    <message>
        <source>Remove the link</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>Type: pathology</source>
        <translation>类型：病理报告</translation>
    </message>
    <message>
        <source>Type: treatment history</source>
        <translation>类型：治疗经过</translation>
    </message>
    <message>
        <source>Type: discharge summary</source>
        <translation>类型：出院记录</translation>
    </message>
    <message>
        <source>Type: PET-CT</source>
        <translation>类型：PET-CT</translation>
    </message>
    <message>
        <source>Type: laboratory</source>
        <translation>类型：化验单</translation>
    </message>
    <message>
        <source>Type: echocardiogram</source>
        <translation>类型：超声心动图</translation>
    </message>
    <message>
        <source>Type: another document</source>
        <translation>类型：其他文件</translation>
    </message>
    <message>
        <source>Add another value</source>
        <translation>再添加一个值</translation>
    </message>
    <message>
        <source>Move episode up</source>
        <translation>治疗段上移</translation>
    </message>
    <message>
        <source>Move episode down</source>
        <translation>治疗段下移</translation>
    </message>
    <message>
        <source>Peek at the page</source>
        <translation>查看页面</translation>
    </message>
    <message>
        <source>Open card</source>
        <translation>打开卡片</translation>
    </message>
    <message>
        <source>Seen, next</source>
        <translation>已看，下一项</translation>
    </message>
    <message>
        <source>Return to reviewer</source>
        <translation>退回审阅者</translation>
    </message>
    <message>
        <source>Open desk</source>
        <translation>打开工作台</translation>
    </message>
</context>
<context>
    <name>AnswerList</name>
    <message>
        <source>Lines of the packet</source>
        <translation>资料中的相关行</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>cited</source>
        <translation>已引用</translation>
    </message>
    <message>
        <source>undated</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>字形相近</translation>
    </message>
    <message>
        <source>for “%1”</source>
        <translation>即“%1”</translation>
    </message>
    <message>
        <source>contains “%1”</source>
        <translation>含“%1”</translation>
    </message>
    <message>
        <source>regimen that contains it</source>
        <translation>含该药的方案</translation>
    </message>
    <message>
        <source>drug of “%1”</source>
        <translation>“%1”中的药物</translation>
    </message>
</context>
<context>
    <name>AppBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>上一病例</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一病例</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>AskStrip</name>
    <message>
        <source>Ask the packet</source>
        <translation>检索全部资料</translation>
    </message>
    <message>
        <source>Ask the packet: cd19, last dose, …</source>
        <translation>检索全部资料：cd19、末次化疗……</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cited for %1</source>
        <translation>已引用于：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n 页尚未识别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing found in %n read page(s)</source>
        <translation>
            <numerusform>已识别的 %n 页中未找到</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), by date</source>
        <translation>
            <numerusform>%n 行，按日期排列</numerusform>
        </translation>
    </message>
    <message>
        <source>there are more</source>
        <translation>还有更多</translation>
    </message>
    <message>
        <source>Enter asks for %1:</source>
        <translation>按 Enter 检索“%1”：</translation>
    </message>
</context>
<context>
    <name>AssessmentSummary</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Reason for differing</source>
        <translation>不同的理由</translation>
    </message>
    <message>
        <source>Assessment by %1, %2</source>
        <translation>%1 的评估，%2</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>问题：%1</translation>
    </message>
    <message>
        <source>Version %1, submitted %2</source>
        <translation>版本 %1，提交于 %2</translation>
    </message>
    <message>
        <source>Version %1 of %2, returned</source>
        <translation>版本 %1 / %2，已退回</translation>
    </message>
    <message>
        <source>Version %1 of %2, signed</source>
        <translation>版本 %1 / %2，已签署</translation>
    </message>
    <message>
        <source>Computed reading</source>
        <translation>系统推算</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不一致</translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message>
        <source>Look at these first</source>
        <translation>请先查看</translation>
    </message>
</context>
<context>
    <name>AttentionModel</name>
    <message>
        <source>seen</source>
        <translation>已看</translation>
    </message>
</context>
<context>
    <name>Bin</name>
    <message>
        <source>%1 moved to the bin.</source>
        <translation>%1 已移入回收站。</translation>
    </message>
    <message>
        <source>%1 restored from the bin.</source>
        <translation>%1 已从回收站恢复。</translation>
    </message>
</context>
<context>
    <name>BugReport</name>
    <message>
        <source>Something went wrong</source>
        <translation>出现问题</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>程序出现问题</translation>
    </message>
    <message>
        <source>What was saved before is safe. Quote {id} when you report this.</source>
        <translation>此前已保存的内容没有丢失。报告此问题时请注明 {id}。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CaseStatus</name>
    <message>
        <source>New</source>
        <translation>新病例</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>审阅中</translation>
    </message>
    <message>
        <source>Waiting for documents</source>
        <translation>等待资料</translation>
    </message>
    <message>
        <source>Awaiting sign-off</source>
        <translation>待签署</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签署</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Filter. Delete clears it.</source>
        <translation>筛选。按 Delete 清除。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>CiteBar</name>
    <message>
        <source>Cite for</source>
        <translation>作为证据：</translation>
    </message>
    <message>
        <source>Value read by eye</source>
        <translation>人工读取的值</translation>
    </message>
    <message>
        <source>Supports</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>Contradicts</source>
        <translation>相反</translation>
    </message>
    <message>
        <source>Drop the selection</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>A value read by eye is cited as supporting.</source>
        <translation>人工读取的值只能作为支持的证据引用。</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why this one, or why both stay</source>
        <translation>为何选此值，或为何两者都保留</translation>
    </message>
    <message>
        <source>Keep chosen</source>
        <translation>保留所选</translation>
    </message>
    <message>
        <source>Leave open, explained</source>
        <translation>说明后保留冲突</translation>
    </message>
    <message>
        <source>Say why this one.</source>
        <translation>请说明为何选此值。</translation>
    </message>
    <message>
        <source>Choose a value first.</source>
        <translation>请先选择一个值。</translation>
    </message>
    <message>
        <source>Say why both stay.</source>
        <translation>请说明为何两者都保留。</translation>
    </message>
</context>
<context>
    <name>CorrectedWords</name>
    <message>
        <source>No word of this case was corrected.</source>
        <translation>本病例没有更正过的词。</translation>
    </message>
    <message>
        <source>Right as it is</source>
        <translation>识别无误</translation>
    </message>
    <message>
        <source>was read as “%1”</source>
        <translation>原识别为“%1”</translation>
    </message>
    <message>
        <source>Corrected %1 of %2</source>
        <translation>更正 %1 / %2</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Select the words first, then correct them.</source>
        <translation>请先选择文字，再作更正。</translation>
    </message>
    <message>
        <source>These words are chosen. Press the key again.</source>
        <translation>已选中的是这些文字。请再按一次。</translation>
    </message>
    <message>
        <source>Select words of one line, then correct them.</source>
        <translation>请选择同一行内的文字，再作更正。</translation>
    </message>
    <message>
        <source>Select the words first, then say that they are right.</source>
        <translation>请先选择文字，再确认无误。</translation>
    </message>
    <message>
        <source>These words are in doubt no more.</source>
        <translation>这些文字已不再存疑。</translation>
    </message>
    <message>
        <source>Right as it is: %1</source>
        <translation>识别无误：%1</translation>
    </message>
    <message>
        <source>Corrected: %1</source>
        <translation>已更正：%1</translation>
    </message>
    <message>
        <source>nothing is written here</source>
        <translation>此处没有文字</translation>
    </message>
    <message>
        <source>Correction withdrawn</source>
        <translation>更正已撤回</translation>
    </message>
    <message>
        <source>Draw a box around the part that is to be read again.</source>
        <translation>请在需要重新识别的部分画框。</translation>
    </message>
    <message>
        <source>This page is reviewed by eye. Take that back to have it read again.</source>
        <translation>此页已人工审阅。如需重新识别，请先取消人工审阅。</translation>
    </message>
    <message>
        <source>The words read now stand here</source>
        <translation>已采用重新识别的文字</translation>
    </message>
    <message>
        <source>Page %1: reviewed by eye</source>
        <translation>第 %1 页：已人工审阅</translation>
    </message>
    <message>
        <source>Page %1: not by eye</source>
        <translation>第 %1 页：已取消人工审阅</translation>
    </message>
    <message>
        <source>All corrections and sources fit what is read.</source>
        <translation>所有更正和来源都与识别结果相符。</translation>
    </message>
    <message>
        <source>Found right as it is by %1</source>
        <translation>%1 已确认无误</translation>
    </message>
    <message>
        <source>Corrected by %1: “%2”, was read as “%3”</source>
        <translation>%1 更正为“%2”，原识别为“%3”</translation>
    </message>
</context>
<context>
    <name>CriterionCard</name>
    <message>
        <source>Criterion</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Previous criterion</source>
        <translation>上一条标准</translation>
    </message>
    <message>
        <source>Next criterion</source>
        <translation>下一条标准</translation>
    </message>
    <message>
        <source>%1 · criterion %2 of %3</source>
        <translation>%1 · 第 %2 / %3 条标准</translation>
    </message>
    <message>
        <source>This set has no criterion here.</source>
        <translation>该标准集在此没有条目。</translation>
    </message>
    <message>
        <source>Borderline</source>
        <translation>临界</translation>
    </message>
    <message>
        <source>Facts used</source>
        <translation>所用事实</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>什么会改变结论</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 且 </translation>
    </message>
    <message>
        <source>Source: %1, %2</source>
        <translation>来源：%1，%2</translation>
    </message>
    <message>
        <source>Set %1, version %2</source>
        <translation>标准集 %1，版本 %2</translation>
    </message>
</context>
<context>
    <name>CropCard</name>
    <message>
        <source>page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>contradicts</source>
        <translation>相反</translation>
    </message>
    <message>
        <source>Picture of the source: %1, page %2. Taken: %3</source>
        <translation>来源截图：%1，第 %2 页。采用：%3</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>No picture of this place was kept.</source>
        <translation>没有保留此处的截图。</translation>
    </message>
</context>
<context>
    <name>DecisionPane</name>
    <message>
        <source>Sign-off</source>
        <translation>签署</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Return to reviewer</source>
        <translation>退回审阅者</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>This is an earlier version. The decision is made on the latest.</source>
        <translation>这是较早的版本，须在最新版本上作决定。</translation>
    </message>
    <message>
        <source>Returned to the reviewer. What is submitted again comes here as a new version.</source>
        <translation>已退回审阅者。再次提交后将作为新版本出现在此处。</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Assessment and decision</source>
        <translation>评估与决定</translation>
    </message>
</context>
<context>
    <name>DemoRow</name>
    <message>
        <source>Sign in as {name}</source>
        <translation>以 {name} 登录</translation>
    </message>
</context>
<context>
    <name>DeskRoom</name>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Page or record</source>
        <translation>页面或记录</translation>
    </message>
</context>
<context>
    <name>DeskScreen</name>
    <message>
        <source>Submit…</source>
        <translation>提交…</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>%1 of %2 pages seen</source>
        <translation>已看 %1 / %2 页</translation>
    </message>
</context>
<context>
    <name>DiscussionBox</name>
    <message>
        <source>Discussion on this record</source>
        <translation>关于此记录的讨论</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>this assessment</source>
        <translation>此评估</translation>
    </message>
    <message>
        <source>Comment on %1 (%2)</source>
        <translation>评论 %1（%2）</translation>
    </message>
    <message>
        <source>Nothing has been said yet.</source>
        <translation>尚无评论。</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1，关于 %2</translation>
    </message>
</context>
<context>
    <name>DiscussionPanel</name>
    <message>
        <source>Comments</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>写评论</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>About %1</source>
        <translation>关于 %1</translation>
    </message>
    <message>
        <source>Nothing has been said yet. %1 writes a comment on the focused field.</source>
        <translation>尚无评论。按 %1 对当前项写评论。</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>解决</translation>
    </message>
</context>
<context>
    <name>DocumentBar</name>
    <message>
        <source>Type of document</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Date of the document</source>
        <translation>文件日期</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Another patient&apos;s</source>
        <translation>属于另一位患者</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Read on its pages: Enter sets it</source>
        <translation>由页面读出，按 Enter 采用</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>重新采用</translation>
    </message>
</context>
<context>
    <name>DocumentDrag</name>
    <message>
        <source>Move here</source>
        <translation>移到此处</translation>
    </message>
    <message>
        <source>Own document</source>
        <translation>独立成文件</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
</context>
<context>
    <name>DocumentEdits</name>
    <message>
        <source>Described as %1</source>
        <translation>已标为%1</translation>
    </message>
    <message>
        <source>Choose the page that begins a document, then split.</source>
        <translation>请先选择新文件的首页，再拆分。</translation>
    </message>
    <message>
        <source>The document begins at this page already.</source>
        <translation>文件本来就从此页开始。</translation>
    </message>
    <message>
        <source>Split before page %1</source>
        <translation>已从第 %1 页起拆分</translation>
    </message>
    <message>
        <source>Choose the pages first.</source>
        <translation>请先选择页面。</translation>
    </message>
    <message numerus="yes">
        <source>Made %n page(s) a document</source>
        <translation>
            <numerusform>%n 页已独立成文件</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no document before this one.</source>
        <translation>前面没有文件。</translation>
    </message>
    <message numerus="yes">
        <source>Merged %n document(s)</source>
        <translation>
            <numerusform>已合并 %n 份文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n document(s)</source>
        <translation>
            <numerusform>已移动 %n 份文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n page(s)</source>
        <translation>
            <numerusform>已移动 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>It stands first already.</source>
        <translation>已在最前。</translation>
    </message>
    <message>
        <source>It stands last already.</source>
        <translation>已在最后。</translation>
    </message>
    <message>
        <source>another patient&apos;s</source>
        <translation>其他患者的</translation>
    </message>
    <message numerus="yes">
        <source>Set %n page(s) aside as another patient&apos;s</source>
        <translation>
            <numerusform>%n 页已作为其他患者的搁置</numerusform>
        </translation>
    </message>
    <message>
        <source>Set aside as another patient&apos;s</source>
        <translation>已作为其他患者的搁置</translation>
    </message>
    <message>
        <source>Used again</source>
        <translation>已恢复使用</translation>
    </message>
</context>
<context>
    <name>DocumentLinking</name>
    <message>
        <source>There is no other document.</source>
        <translation>没有其他文件。</translation>
    </message>
    <message>
        <source>Link removed</source>
        <translation>已取消关联</translation>
    </message>
    <message>
        <source>This document is not linked.</source>
        <translation>此文件没有关联。</translation>
    </message>
    <message>
        <source>Linked as a copy</source>
        <translation>已关联为副本</translation>
    </message>
    <message>
        <source>Linked as a translation</source>
        <translation>已关联为译文</translation>
    </message>
    <message>
        <source>Linked as a newer version</source>
        <translation>已关联为更新版本</translation>
    </message>
</context>
<context>
    <name>DocumentMenu</name>
    <message>
        <source>Say what this document is</source>
        <translation>说明这是什么文件</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>DocumentPainter</name>
    <message numerus="yes">
        <source>%n p</source>
        <comment>pages</comment>
        <translation>
            <numerusform>%n</numerusform>
        </translation>
    </message>
    <message>
        <source>Other patient</source>
        <translation>其他患者</translation>
    </message>
    <message>
        <source>Names %1</source>
        <translation>写有姓名：%1</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>姓名不符</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>DocumentTabs</name>
    <message>
        <source>More open documents</source>
        <translation>更多打开的文档</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>已打开的文件</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另 %n 份</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more open document(s)</source>
        <translation>
            <numerusform>另有 %n 份已打开的文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentType</name>
    <message>
        <source>Pathology</source>
        <translation>病理报告</translation>
    </message>
    <message>
        <source>Treatment history</source>
        <translation>治疗史</translation>
    </message>
    <message>
        <source>Discharge summary</source>
        <translation>出院记录</translation>
    </message>
    <message>
        <source>PET-CT</source>
        <translation>PET-CT</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Echocardiogram</source>
        <translation>超声心动图</translation>
    </message>
    <message>
        <source>Virology</source>
        <translation>病毒学</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>DocumentTypeShort</name>
    <message>
        <source>Path</source>
        <translation>病理</translation>
    </message>
    <message>
        <source>History</source>
        <translation>病史</translation>
    </message>
    <message>
        <source>Disch</source>
        <translation>出院</translation>
    </message>
    <message>
        <source>PET</source>
        <translation>PET</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>心超</translation>
    </message>
    <message>
        <source>Virus</source>
        <translation>病毒</translation>
    </message>
    <message>
        <source>Doc</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>another patient&apos;s, set aside</source>
        <translation>属于另一位患者，已搁置</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未看</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n 处引用</numerusform>
        </translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>unreadable, reviewed by eye</source>
        <translation>无法识别，已人工审阅</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未识别</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>正在识别</translation>
    </message>
    <message>
        <source>names another patient: %1</source>
        <translation>属于另一位患者：%1</translation>
    </message>
    <message>
        <source>copy of %1</source>
        <translation>%1的副本</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>translation of %1</source>
        <translation>%1的译文</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>newer version of %1</source>
        <translation>%1的更新版</translation>
    </message>
    <message>
        <source>newer</source>
        <translation>更新版</translation>
    </message>
    <message>
        <source>its copy: %1</source>
        <translation>其副本：%1</translation>
    </message>
    <message>
        <source>has a copy</source>
        <translation>有副本</translation>
    </message>
    <message>
        <source>its translation: %1</source>
        <translation>其译文：%1</translation>
    </message>
    <message>
        <source>translated</source>
        <translation>有译文</translation>
    </message>
    <message>
        <source>its newer version: %1</source>
        <translation>其更新版：%1</translation>
    </message>
    <message>
        <source>has a newer</source>
        <translation>有更新版</translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>DocumentsSide</name>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文件</translation>
    </message>
</context>
<context>
    <name>Door</name>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Demonstration with invented patients. Choose who you are:</source>
        <translation>演示用，患者均为虚构。请选择身份：</translation>
    </message>
    <message>
        <source>Enter user name and password.</source>
        <translation>请输入用户名和密码。</translation>
    </message>
    <message>
        <source>Opening the workspace</source>
        <translation>正在打开工作区</translation>
    </message>
    <message numerus="yes">
        <source>User name or password is not right. %n tries left.</source>
        <translation>
            <numerusform>用户名或密码不正确，还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. The door opens again in %n seconds.</source>
        <translation>
            <numerusform>密码错误次数过多，%n 秒后可再次登录。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoubtBar</name>
    <message>
        <source>Right as it is</source>
        <translation>识别无误</translation>
    </message>
    <message>
        <source>Previous doubtful word</source>
        <translation>上一个存疑词</translation>
    </message>
    <message>
        <source>Next doubtful word</source>
        <translation>下一个存疑词</translation>
    </message>
    <message>
        <source>Leave the doubtful words</source>
        <translation>退出存疑词</translation>
    </message>
    <message>
        <source>%1 doubtful, %2 decisive</source>
        <translation>存疑 %1 处，其中 %2 处关键</translation>
    </message>
    <message>
        <source>Doubtful %1 of %3, %2 decisive</source>
        <translation>存疑 %1 / %3，其中 %2 处关键</translation>
    </message>
    <message>
        <source>Looking for doubtful words</source>
        <translation>正在查找存疑词</translation>
    </message>
    <message>
        <source>No doubtful word is left in this case</source>
        <translation>本病例已没有存疑词</translation>
    </message>
    <message>
        <source>No doubtful word so far</source>
        <translation>目前没有存疑词</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n 页尚未识别</numerusform>
        </translation>
    </message>
    <message>
        <source>Drug or regimen</source>
        <translation>药物或方案</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标志物</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>“%1”, %3 % sure</source>
        <translation>“%1”，可信度 %3%</translation>
    </message>
</context>
<context>
    <name>Dragging</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidencePane</name>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Seen, next</source>
        <translation>已看，下一项</translation>
    </message>
    <message>
        <source>Nothing needs a look first</source>
        <translation>没有需要先看的内容</translation>
    </message>
    <message>
        <source>Every fact has a source and none is disputed.</source>
        <translation>每项事实都有来源，且无争议。</translation>
    </message>
    <message>
        <source>Nothing in the record states it.</source>
        <translation>记录中没有任何内容说明这一点。</translation>
    </message>
    <message>
        <source>The record says: %1</source>
        <translation>记录为：%1</translation>
    </message>
    <message>
        <source>No document is named as its source.</source>
        <translation>没有注明来源文件。</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Folder for summary and record</source>
        <translation>摘要与记录的保存位置</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The summary is being written…</source>
        <translation>正在写出摘要…</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 且 </translation>
    </message>
    <message>
        <source>Written: %1, in %2</source>
        <translation>已写出：%1，位于 %2</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>Decisive facts</source>
        <translation>决定性事实</translation>
    </message>
    <message>
        <source>what the recommendation rests on</source>
        <translation>建议的依据</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>无来源</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1，第 %2 页</translation>
    </message>
</context>
<context>
    <name>FieldComment</name>
    <message>
        <source>What the comment is about</source>
        <translation>评论的对象</translation>
    </message>
    <message>
        <source>The whole assessment</source>
        <translation>整个评估</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>What should be changed, and why</source>
        <translation>应修改什么，为什么</translation>
    </message>
    <message>
        <source>Remove this comment</source>
        <translation>移除此评论</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>%1 of %2 cases</source>
        <translation>%1 / %2 个病例</translation>
    </message>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>隐藏 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this case</source>
        <translation>在此病例中查找</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>关闭查找</translation>
    </message>
    <message>
        <source>%1 of …</source>
        <translation>%1 / …</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <translation>%1 / %2 以上</translation>
    </message>
    <message numerus="yes">
        <source>%n as written</source>
        <translation>
            <numerusform>%n 处原文一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by another name</source>
        <translation>
            <numerusform>%n 处为其他名称</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that look alike</source>
        <translation>
            <numerusform>%n 处字形相近</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) searched</source>
        <translation>
            <numerusform>已查 %n 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) not read yet</source>
        <translation>
            <numerusform>%n 页尚未识别</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no hits</source>
        <translation>无结果</translation>
    </message>
</context>
<context>
    <name>FindingsForm</name>
    <message>
        <source>Add: %1</source>
        <translation>添加：%1</translation>
    </message>
    <message>
        <source>%1 more fields</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Fold %1 fields</source>
        <translation>收起 %1 项</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>无来源</translation>
    </message>
    <message>
        <source>derived</source>
        <translation>推导</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>read with low confidence</source>
        <translation>识别可信度低</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>looked for, not found</source>
        <translation>已查，未找到</translation>
    </message>
    <message>
        <source>%1 page %2</source>
        <translation>%1 第 %2 页</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>The supervisor returned this case with a comment.</source>
        <translation>主管已退回此病例并附评论。</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Cleared %1</source>
        <translation>已清除 %1</translation>
    </message>
    <message>
        <source>Add another value</source>
        <translation>再添加一个值</translation>
    </message>
    <message>
        <source>Looked for, not found</source>
        <translation>已查，未找到</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Remove source: %1</source>
        <translation>移除来源：%1</translation>
    </message>
    <message>
        <source>a drawn box</source>
        <translation>手绘框</translation>
    </message>
    <message>
        <source>Set the line of therapy…</source>
        <translation>设定治疗线数…</translation>
    </message>
    <message>
        <source>Let the rule number the line</source>
        <translation>由规则确定线数</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>No open conflict.</source>
        <translation>没有未处理的冲突。</translation>
    </message>
    <message>
        <source>Every value has a source.</source>
        <translation>每个值都有来源。</translation>
    </message>
    <message>
        <source>Choose a field on the right to cite for.</source>
        <translation>请在右侧选择要引用的项目。</translation>
    </message>
    <message>
        <source>This value is derived; cite for what it is derived from.</source>
        <translation>此值为推导所得，请为其依据引用证据。</translation>
    </message>
    <message>
        <source>This record is read-only.</source>
        <translation>此记录为只读。</translation>
    </message>
</context>
<context>
    <name>FormList</name>
    <message>
        <source>Findings</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>a drawn box</source>
        <translation>手绘框</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Hits</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>undated</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>for “%1”</source>
        <translation>即“%1”</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>字形相近</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Documents (%1);;All files (*)</source>
        <translation>文件 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ImportList</name>
    <message>
        <source>What became of added files</source>
        <translation>文件的添加结果</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ImportReport</name>
    <message>
        <source>Add here too</source>
        <translation>在此也添加</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>查看原因</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No file has been added here since you signed in.</source>
        <translation>本次登录后尚未在此添加文件。</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 file(s) were not taken.</source>
        <translation>
            <numerusform>%1 个文件中有 %n 个未能添加。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are known already.</source>
        <translation>
            <numerusform>%n 个文件已有收录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added.</source>
        <translation>
            <numerusform>已添加 %n 个文件。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>Press the new key for %1</source>
        <translation>请按“%1”的新按键</translation>
    </message>
    <message>
        <source>Press the new key, Esc leaves it</source>
        <translation>请按新按键，Esc 取消</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>KeyOverlay</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Type to narrow, Enter to do the first</source>
        <translation>输入以缩小范围，Enter 执行第一项</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>Its default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>All back to their defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>%1: the key belongs to the list itself and cannot be changed.</source>
        <translation>%1：此按键属于列表本身，不能更改。</translation>
    </message>
    <message>
        <source>%1 is taken by “%2”. Choose another key, or change that one first.</source>
        <translation>%1 已用于“%2”。请另选按键，或先更改那一项。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 alone would be typed in a text. Hold Ctrl or Alt with it, or take an F key.</source>
        <translation>单独的 %1 会作为文字输入。请同时按住 Ctrl 或 Alt，或使用 F 键。</translation>
    </message>
    <message>
        <source>%1 belongs to text fields, input methods or the desktop.</source>
        <translation>%1 属于文本框、输入法或桌面。</translation>
    </message>
    <message>
        <source>%1: this action keeps its key.</source>
        <translation>%1：此操作的按键不能更改。</translation>
    </message>
    <message>
        <source>All keys are at their defaults.</source>
        <translation>所有按键均为默认值。</translation>
    </message>
    <message>
        <source>All keys are back to their defaults.</source>
        <translation>所有按键已恢复默认。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The keys are as they were.</source>
        <translation>按键已恢复原状。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>↓ goes into the list</source>
        <translation>按 ↓ 进入列表</translation>
    </message>
    <message>
        <source>No action and no key is called “%1”.</source>
        <translation>没有名为“%1”的操作或按键。</translation>
    </message>
</context>
<context>
    <name>Layer</name>
    <message>
        <source>Label</source>
        <translation>说明书</translation>
    </message>
    <message>
        <source>Trial likeness</source>
        <translation>试验相似度</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>指南</translation>
    </message>
    <message>
        <source>Fitness, safety</source>
        <translation>体能与安全</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>时机</translation>
    </message>
</context>
<context>
    <name>LayersCard</name>
    <message>
        <source>Layers for</source>
        <translation>层次：</translation>
    </message>
    <message>
        <source>Criteria set</source>
        <translation>标准集</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>Borderline</source>
        <translation>临界</translation>
    </message>
    <message>
        <source>%1 of %2 met</source>
        <translation>符合 %1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not met</source>
        <translation>
            <numerusform>%n 条不符合</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n 条无法判断</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>LineBar</name>
    <message>
        <source>Line of therapy, 0 = not a line</source>
        <translation>治疗线数，0 表示不计线</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why this line</source>
        <translation>为何为此线</translation>
    </message>
    <message>
        <source>Set line</source>
        <translation>设定线数</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Line of %1</source>
        <translation>%1 的线数</translation>
    </message>
    <message>
        <source>Give the line and the reason.</source>
        <translation>请填写线数和理由。</translation>
    </message>
</context>
<context>
    <name>LinkStrip</name>
    <message>
        <source>Copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>更新版</translation>
    </message>
    <message>
        <source>What is “%1” to “%2”?</source>
        <translation>“%1”是“%2”的什么？</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose the document that “%1” belongs to.</source>
        <translation>请选择“%1”所对应的文件。</translation>
    </message>
    <message>
        <source>Choose another document first.</source>
        <translation>请先选择另一份文件。</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Locked {time}. Your work is saved.</source>
        <translation>已于 {time} 锁定，工作已保存。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message numerus="yes">
        <source>The password is not right. %n tries left.</source>
        <translation>
            <numerusform>密码不正确，还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. The door opens again in %n seconds.</source>
        <translation>
            <numerusform>密码错误次数过多，%n 秒后可再次登录。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookStrip</name>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Brightness and contrast</source>
        <translation>亮度与对比度</translation>
    </message>
</context>
<context>
    <name>LooseList</name>
    <message>
        <source>These do not fit what is read now. They are kept until you decide.</source>
        <translation>以下内容与目前的识别结果不符。在作出决定之前都会保留。</translation>
    </message>
    <message>
        <source>Withdraw correction</source>
        <translation>撤回更正</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What no longer fits</source>
        <translation>不再相符的内容</translation>
    </message>
    <message>
        <source>Correction by %1: “%2” instead of “%3”</source>
        <translation>%1 的更正：“%2”代替“%3”</translation>
    </message>
    <message>
        <source>Source “%1” reads “%2” now</source>
        <translation>来源“%1”现识别为“%2”</translation>
    </message>
    <message>
        <source>A source is removed at its value.</source>
        <translation>来源请在其所属的值处删除。</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>Suitability by product and layer</source>
        <translation>按产品和层次的适用性</translation>
    </message>
</context>
<context>
    <name>MatrixDelegate</name>
    <message>
        <source>– none</source>
        <translation>– 无</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>Product and indication</source>
        <translation>产品与适应症</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>borderline</source>
        <translation>临界</translation>
    </message>
</context>
<context>
    <name>MissingRow</name>
    <message>
        <source>Still missing</source>
        <translation>仍缺少</translation>
    </message>
    <message>
        <source>Nothing that decides is missing.</source>
        <translation>不缺少决定性资料。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewCasePanel</name>
    <message>
        <source>Patient&apos;s name</source>
        <translation>患者姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>for example 12 Apr 1965</source>
        <translation>例如 1965-04-12</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Record number</source>
        <translation>病历号</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Referred by</source>
        <translation>转诊人</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Reason of the urgency</source>
        <translation>紧急理由</translation>
    </message>
    <message>
        <source>Why it is urgent</source>
        <translation>为何紧急</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开病例</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建病例</translation>
    </message>
    <message>
        <source>Give the patient&apos;s name.</source>
        <translation>请填写患者姓名。</translation>
    </message>
    <message>
        <source>Say why it is urgent.</source>
        <translation>请说明为何紧急。</translation>
    </message>
    <message>
        <source>Being opened…</source>
        <translation>正在新建…</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OpenCriteriaCard</name>
    <message>
        <source>Not met or unknown</source>
        <translation>不符合或无法判断</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>By eye</source>
        <translation>人工审阅</translation>
    </message>
    <message>
        <source>Unreadable, reviewed by eye</source>
        <translation>无法识别，已人工审阅</translation>
    </message>
    <message>
        <source>More about the page</source>
        <translation>更多页面操作</translation>
    </message>
</context>
<context>
    <name>PageNote</name>
    <message>
        <source>Not by eye</source>
        <translation>取消人工审阅</translation>
    </message>
    <message>
        <source>Also to be looked at in this document: page %1</source>
        <translation>此文件中还需查看：第 %1 页</translation>
    </message>
    <message>
        <source>Unreadable, reviewed by eye: %1. Draw a box and type what you read.</source>
        <translation>无法识别，已由 %1 人工审阅。请画框并录入所读内容。</translation>
    </message>
    <message>
        <source>This page looks blank. What is written here all the same is read by eye.</source>
        <translation>本页看来是空白页。如仍有文字，请人工读取。</translation>
    </message>
    <message>
        <source> and </source>
        <translation>、</translation>
    </message>
    <message>
        <source>This page %1: check what was read</source>
        <translation>本页%1，请核对识别结果</translation>
    </message>
    <message>
        <source>Two pages lie side by side here; each was read by itself.</source>
        <translation>此处两页并排，已分别识别。</translation>
    </message>
    <message>
        <source>is cut off</source>
        <translation>边缘被截断</translation>
    </message>
    <message>
        <source>has glare</source>
        <translation>有反光</translation>
    </message>
    <message>
        <source>is in very small print</source>
        <translation>字太小</translation>
    </message>
    <message>
        <source>is faint</source>
        <translation>字迹较淡</translation>
    </message>
    <message>
        <source>was read with doubt</source>
        <translation>识别可信度低</translation>
    </message>
</context>
<context>
    <name>PageNumber</name>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>Nothing has been added yet. Drop files here or press %1.</source>
        <translation>尚无文件。将文件拖到此处，或按 %1。</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>This case has no documents yet.</source>
        <translation>此病例尚无文件。</translation>
    </message>
</context>
<context>
    <name>PageSide</name>
    <message>
        <source>No value rests on this document yet.</source>
        <translation>还没有数值以此文件为依据。</translation>
    </message>
</context>
<context>
    <name>PageText</name>
    <message>
        <source>Close the text</source>
        <translation>关闭文字</translation>
    </message>
    <message>
        <source>Page as text: %1</source>
        <translation>本页文字：%1</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
</context>
<context>
    <name>Patient</name>
    <message>
        <source>F</source>
        <translation>女</translation>
    </message>
    <message>
        <source>M</source>
        <translation>男</translation>
    </message>
    <message>
        <source>born %1</source>
        <translation>%1 出生</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Desk, also while typing</source>
        <translation>工作台（输入时也可用）</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适用性</translation>
    </message>
    <message>
        <source>Sign-off</source>
        <translation>签署</translation>
    </message>
</context>
<context>
    <name>PointsSide</name>
    <message>
        <source>Look at these first</source>
        <translation>请先查看</translation>
    </message>
    <message>
        <source>%1 of %2 checked.</source>
        <translation>已核对 %1 / %2。</translation>
    </message>
    <message numerus="yes">
        <source>Then %n undisputed facts.</source>
        <translation>
            <numerusform>另有 %n 项无争议事实。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Until (day)</source>
        <translation>至（日期）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Defer until then</source>
        <translation>推迟至该日</translation>
    </message>
    <message>
        <source>Computed reading</source>
        <translation>系统推算</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n p</source>
        <comment>pages</comment>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Give a day, for example 2026-12-01.</source>
        <translation>请填写日期，例如 2026-12-01。</translation>
    </message>
</context>
<context>
    <name>ProposalList</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Proposed documents</source>
        <translation>建议的文件</translation>
    </message>
    <message>
        <source>names another patient: %1</source>
        <translation>属于另一位患者：%1</translation>
    </message>
    <message>
        <source>%1 is a copy of %2</source>
        <translation>%1 是 %2 的副本</translation>
    </message>
    <message>
        <source>%1 is a translation of %2</source>
        <translation>%1 是 %2 的译文</translation>
    </message>
    <message>
        <source>%1 replaces or supplements %2</source>
        <translation>%1 更正或补充 %2</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n document(s)</source>
        <translation>
            <numerusform>接受 %n 份文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is checked.</source>
        <translation>没有勾选任何项。</translation>
    </message>
    <message>
        <source>Nothing is changed before you accept. Pages that are left out stay where they are.</source>
        <translation>接受之前不作任何更改；未勾选的页面保持原样。</translation>
    </message>
</context>
<context>
    <name>Proposals</name>
    <message>
        <source>This record is read-only.</source>
        <translation>此记录为只读。</translation>
    </message>
    <message>
        <source>This case has no documents yet.</source>
        <translation>此病例尚无文件。</translation>
    </message>
    <message>
        <source>Documents are proposed once every page is read.</source>
        <translation>所有页面识别完成后才会给出文件划分建议。</translation>
    </message>
    <message>
        <source>Nothing is proposed for these documents.</source>
        <translation>对这些文件没有划分建议。</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of documents belong together</source>
        <translation>
            <numerusform>有 %n 对文件相互关联</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This file looks like %n document(s)</source>
        <translation>
            <numerusform>此文件看来包含 %n 份资料</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These files look like %n document(s)</source>
        <translation>
            <numerusform>这些文件看来包含 %n 份资料</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) name another patient</source>
        <translation>
            <numerusform>%n 页属于另一位患者</numerusform>
        </translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>pages %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>ProtectionSign</name>
    <message>
        <source>Sealed in part</source>
        <translation>部分隔离</translation>
    </message>
    <message>
        <source>Documents stay closed</source>
        <translation>文件不予打开</translation>
    </message>
    <message>
        <source>Opens documents: %1</source>
        <translation>打开文件的进程：%1</translation>
    </message>
    <message>
        <source>Reads pictures of pages: %1</source>
        <translation>识别页面图像的进程：%1</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Docs · pages</source>
        <translation>文件 · 页</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Computed reading</source>
        <translation>系统推算</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>High</source>
        <translation>较急</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>deferred until %1</source>
        <translation>推迟至 %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>%1 d overdue</source>
        <translation>逾期 %1 天</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已识别</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>unassigned</source>
        <translation>未分配</translation>
    </message>
</context>
<context>
    <name>QueueScreen</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Take next</source>
        <translation>领取下一例</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建病例</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>搜索所有页面</translation>
    </message>
    <message>
        <source>%1 of %2 in %3</source>
        <translation>%3中第 %1 / %2 例</translation>
    </message>
    <message numerus="yes">
        <source>No cases here. %n are hidden by filters.</source>
        <translation>
            <numerusform>此处没有病例。有 %n 个被筛选隐藏。</numerusform>
        </translation>
    </message>
    <message>
        <source>No cases here.</source>
        <translation>此处没有病例。</translation>
    </message>
    <message>
        <source>Nothing is unassigned.</source>
        <translation>没有未分配的病例。</translation>
    </message>
    <message>
        <source>This case is in the bin.</source>
        <translation>此病例在回收站中。</translation>
    </message>
    <message>
        <source>Add documents to %1</source>
        <translation>为 %1 添加文件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for the new case.</source>
        <translation>
            <numerusform>%n 个文件等待加入新病例。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Awaiting sign-off</source>
        <translation>待签署</translation>
    </message>
    <message>
        <source>Returned to me</source>
        <translation>退回给我</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Waiting for documents</source>
        <translation>等待资料</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>全部未完成</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>less than a minute left</source>
        <translation>约剩不到 1 分钟</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>约剩 %1 小时</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>ReadingButton</name>
    <message>
        <source>Reading</source>
        <translation>识别</translation>
    </message>
</context>
<context>
    <name>ReadingModel</name>
    <message>
        <source>being read now</source>
        <translation>正在识别</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 pages</source>
        <translation>
            <numerusform>%1 / %2 页</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingPanel</name>
    <message>
        <source>Read next</source>
        <translation>优先识别</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>识别</translation>
    </message>
    <message numerus="yes">
        <source>and %n more file(s)</source>
        <translation>
            <numerusform>另有 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits to be read.</source>
        <translation>没有等待识别的页。</translation>
    </message>
    <message>
        <source>Everything is read.</source>
        <translation>全部识别完毕。</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>继续识别</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止识别</translation>
    </message>
    <message>
        <source>It is read next.</source>
        <translation>已排到最前。</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>What is being read, in this order</source>
        <translation>识别顺序</translation>
    </message>
</context>
<context>
    <name>ReadingWords</name>
    <message>
        <source>This case: %1</source>
        <translation>本病例：%1</translation>
    </message>
    <message>
        <source>All cases: %1</source>
        <translation>全部病例：%1</translation>
    </message>
    <message numerus="yes">
        <source>reading stopped, %n page(s) ready</source>
        <translation>
            <numerusform>识别已停止，%n 页可以使用</numerusform>
        </translation>
    </message>
    <message>
        <source>reading page %1 of %2</source>
        <translation>正在识别第 %1 / %2 页</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) could not be read</source>
        <translation>
            <numerusform>%n 页无法识别</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Relapse timing</source>
        <translation>复发时间</translation>
    </message>
    <message>
        <source>Lines of therapy</source>
        <translation>治疗线数</translation>
    </message>
    <message>
        <source>By definition</source>
        <translation>按定义</translation>
    </message>
    <message>
        <source>From %1 (%2) to %3 (%4)</source>
        <translation>自%1（%2）至%3（%4）</translation>
    </message>
    <message>
        <source>within 12 months</source>
        <translation>12 个月内</translation>
    </message>
    <message>
        <source>after 12 months</source>
        <translation>12 个月后</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>No treatment episode is recorded.</source>
        <translation>没有记录治疗段。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>Recommendation</name>
    <message>
        <source>Appears to match</source>
        <translation>看来符合</translation>
    </message>
    <message>
        <source>Does not appear to match</source>
        <translation>看来不符合</translation>
    </message>
    <message>
        <source>Information missing</source>
        <translation>资料不全</translation>
    </message>
    <message>
        <source>Needs specialist discussion</source>
        <translation>需要专科讨论</translation>
    </message>
</context>
<context>
    <name>RecommendationForm</name>
    <message>
        <source>Your assessment</source>
        <translation>您的评估</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Why, in a few sentences</source>
        <translation>用几句话说明理由</translation>
    </message>
    <message>
        <source>Your recommendation differs from the computed reading. Say why.</source>
        <translation>建议与系统推算不同，请说明理由。</translation>
    </message>
    <message>
        <source>Reason for differing</source>
        <translation>不同的理由</translation>
    </message>
    <message>
        <source>Computed reading</source>
        <translation>系统推算</translation>
    </message>
    <message>
        <source>For</source>
        <translation>针对</translation>
    </message>
</context>
<context>
    <name>RecordSide</name>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适用性</translation>
    </message>
    <message>
        <source>Discussion</source>
        <translation>讨论</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>RegionCard</name>
    <message>
        <source>Engine</source>
        <translation>识别引擎</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Enlarged</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Use these words</source>
        <translation>采用这些文字</translation>
    </message>
    <message>
        <source>Cite them only</source>
        <translation>仅作引用</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Draw a smaller box: at most %1 lines can be compared and used at once.</source>
        <translation>请画小一些的框：一次最多比较和采用 %1 行。</translation>
    </message>
    <message>
        <source>Nothing was read here. Leave it and type what you read by eye.</source>
        <translation>此处没有识别出文字。请返回并录入人工读取的内容。</translation>
    </message>
    <message>
        <source>It reads the same as what stands there.</source>
        <translation>与原有文字相同。</translation>
    </message>
    <message>
        <source>There is nothing new to use.</source>
        <translation>没有可采用的新内容。</translation>
    </message>
    <message>
        <source>Nothing was read here.</source>
        <translation>此处没有识别出文字。</translation>
    </message>
    <message>
        <source>RapidOCR reads both languages at once.</source>
        <translation>RapidOCR 可同时识别两种语言。</translation>
    </message>
    <message>
        <source>Being read…</source>
        <translation>正在识别…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新识别</translation>
    </message>
</context>
<context>
    <name>ReturnForm</name>
    <message>
        <source>Comment on another field</source>
        <translation>评论另一项</translation>
    </message>
    <message>
        <source>Return to reviewer</source>
        <translation>退回审阅者</translation>
    </message>
    <message>
        <source>Return with comments</source>
        <translation>附评论退回</translation>
    </message>
    <message>
        <source>Being returned…</source>
        <translation>正在退回…</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Write what should be changed.</source>
        <translation>请写明应修改的内容。</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>reviewer</source>
        <translation>审阅者</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ScrollingPages</name>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>SealButton</name>
    <message>
        <source>How documents are opened</source>
        <translation>文件如何打开</translation>
    </message>
</context>
<context>
    <name>SearchHits</name>
    <message>
        <source>Close search</source>
        <translation>关闭搜索</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>结果</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) with “%1”</source>
        <translation>
            <numerusform>%n 页含“%1”</numerusform>
        </translation>
    </message>
    <message>
        <source>No page has “%1”.</source>
        <translation>没有页面含“%1”。</translation>
    </message>
    <message>
        <source>p %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>hard stop</source>
        <translation>硬性排除</translation>
    </message>
    <message>
        <source>soft exclusion</source>
        <translation>相对排除</translation>
    </message>
    <message>
        <source>advisory</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>SignatureForm</name>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign as %1</source>
        <translation>以 %1 签署</translation>
    </message>
    <message>
        <source>Binds %1 findings, %2 sources, %3 files, %4 criteria sets. Read-only after signing.</source>
        <translation>绑定 %1 项所见、%2 处来源、%3 份文件、%4 个标准集。签署后只读。</translation>
    </message>
    <message numerus="yes">
        <source>I have read the assessment and the open points, and I know that %n points are not checked.</source>
        <translation>
            <numerusform>已阅读评估与未决事项，并知悉有 %n 项未核对。</numerusform>
        </translation>
    </message>
    <message>
        <source>I have read the assessment and every open point.</source>
        <translation>已阅读评估与全部未决事项。</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message numerus="yes">
        <source>User name or password is not right. %n tries left.</source>
        <translation>
            <numerusform>用户名或密码不正确，还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>密码错误次数过多，请在 %n 秒后重试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Being signed…</source>
        <translation>正在签署…</translation>
    </message>
    <message>
        <source>Tick that you have read the assessment.</source>
        <translation>请勾选已阅读评估。</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Printed name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>SignedCard</name>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>The signature does not fit this version. Do not rely on it.</source>
        <translation>签名与此版本不符，请勿依赖。</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Everything holds.</source>
        <translation>全部无误。</translation>
    </message>
    <message>
        <source>Something does not hold.</source>
        <translation>存在不符之处。</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Signed, read-only</source>
        <translation>已签署，只读</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>SignoffPoint</name>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Read with low confidence</source>
        <translation>识别可信度低</translation>
    </message>
    <message>
        <source>Borderline</source>
        <translation>临界</translation>
    </message>
    <message>
        <source>Overridden by the reviewer</source>
        <translation>审阅者已改写</translation>
    </message>
    <message>
        <source>Looks wrong</source>
        <translation>疑似有误</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>无来源</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Looked for, not found</source>
        <translation>已查，未找到</translation>
    </message>
    <message>
        <source>Derived</source>
        <translation>推导</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Undisputed facts</source>
        <translation>无争议事实</translation>
    </message>
    <message>
        <source>Overrides by the reviewer</source>
        <translation>审阅者的改写</translation>
    </message>
    <message>
        <source>Pages never opened</source>
        <translation>从未打开的页面</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>SignoffScreen</name>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Assessment and decision</source>
        <translation>评估与决定</translation>
    </message>
    <message>
        <source>Evidence or decision</source>
        <translation>依据或决定</translation>
    </message>
    <message>
        <source>Open desk</source>
        <translation>打开工作台</translation>
    </message>
    <message>
        <source>%1 of %2 pages seen by the reviewer</source>
        <translation>审阅者已看 %1 / %2 页</translation>
    </message>
    <message>
        <source>Audit chain checked %1</source>
        <translation>审计链已于 %1 核对</translation>
    </message>
</context>
<context>
    <name>SourcePill</name>
    <message>
        <source>%1 p %2</source>
        <translation>%1 第 %2 页</translation>
    </message>
</context>
<context>
    <name>SpokenPage</name>
    <message>
        <source>This page has not been read yet.</source>
        <translation>本页尚未识别。</translation>
    </message>
    <message>
        <source>This page is being read.</source>
        <translation>正在识别本页。</translation>
    </message>
    <message>
        <source>This page could not be read.</source>
        <translation>本页无法识别。</translation>
    </message>
    <message>
        <source>This page is reviewed by eye: it has no text.</source>
        <translation>本页由人工目视审阅，没有文字。</translation>
    </message>
    <message>
        <source>No words were read on this page.</source>
        <translation>本页没有识别到文字。</translation>
    </message>
    <message>
        <source>[? doubtful]</source>
        <translation>[? 存疑]</translation>
    </message>
    <message>
        <source>[evidence against %1]</source>
        <translation>[反对“%1”的依据]</translation>
    </message>
    <message>
        <source>[evidence for %1]</source>
        <translation>[“%1”的依据]</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Preliminary assessment. Supports a reviewer&apos;s judgement, does not replace it.</source>
        <translation>初步评估，仅供审阅参考，不能代替医学判断。</translation>
    </message>
</context>
<context>
    <name>SubmitStrip</name>
    <message>
        <source>Submit for sign-off</source>
        <translation>提交签署</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Open the first</source>
        <translation>打开第一页</translation>
    </message>
    <message>
        <source>Nothing is open. A supervisor signs what is submitted now.</source>
        <translation>没有未处理事项。提交的内容将由主管签署。</translation>
    </message>
    <message>
        <source>Being submitted…</source>
        <translation>正在提交…</translation>
    </message>
</context>
<context>
    <name>SuitabilityPanel</name>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适用性</translation>
    </message>
    <message>
        <source>computed from the confirmed findings</source>
        <translation>根据已确认的所见推算</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>12 months from last dose</source>
        <translation>末次用药后 12 个月</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>end not stated</source>
        <translation>结束日期不详</translation>
    </message>
    <message>
        <source>Disease</source>
        <translation>疾病</translation>
    </message>
    <message>
        <source>Therapy</source>
        <translation>治疗</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>疗效</translation>
    </message>
    <message>
        <source>Cell therapy</source>
        <translation>细胞治疗</translation>
    </message>
    <message>
        <source>No date of diagnosis or relapse is recorded.</source>
        <translation>没有记录诊断或复发日期。</translation>
    </message>
    <message>
        <source>No dated treatment is recorded.</source>
        <translation>没有记录有日期的治疗。</translation>
    </message>
    <message>
        <source>No dated response is recorded.</source>
        <translation>没有记录有日期的疗效。</translation>
    </message>
    <message>
        <source>No transplant and no CD19-directed therapy is recorded.</source>
        <translation>没有记录移植或 CD19 靶向治疗。</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Relapse</source>
        <translation>复发</translation>
    </message>
    <message>
        <source>Progression</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Transplant</source>
        <translation>移植</translation>
    </message>
    <message>
        <source>CD19-directed therapy</source>
        <translation>CD19 靶向治疗</translation>
    </message>
    <message>
        <source>CR</source>
        <translation>CR</translation>
    </message>
    <message>
        <source>PR</source>
        <translation>PR</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>PD</source>
        <translation>PD</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>response unclear</source>
        <translation>疗效不明</translation>
    </message>
    <message>
        <source>Deauville %1</source>
        <translation>Deauville %1 分</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未给予</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>第 %1 线</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Shrink time</source>
        <translation>缩短时间轴</translation>
    </message>
    <message>
        <source>Stretch time</source>
        <translation>拉长时间轴</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Therapy and relapse</source>
        <translation>治疗与复发</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of therapy</source>
        <translation>
            <numerusform>%n 线治疗</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 or %2 lines of therapy</source>
        <translation>%1 或 %2 线治疗</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Drawing this file has stopped the drawing program %1 times. Its stored pictures are shown, and it is not drawn any more.</source>
        <translation>显示此文件已使绘图程序中止 %1 次。现只显示已存的图片，不再重新绘制。</translation>
    </message>
    <message>
        <source>Page %1 could not be drawn.</source>
        <translation>第 %1 页无法绘制。</translation>
    </message>
    <message>
        <source>Its stored picture is shown.</source>
        <translation>现显示已存的图片。</translation>
    </message>
</context>
<context>
    <name>UserMenu</name>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Met</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>不适用</translation>
    </message>
</context>
<context>
    <name>ViewsRail</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>%1 done, %2 left</source>
        <translation>已完成 %1，剩 %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
</context>
<context>
    <name>WordEditor</name>
    <message>
        <source>What stands here</source>
        <translation>此处的文字</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Enter: nothing is written here</source>
        <translation>按 Enter：此处没有文字</translation>
    </message>
    <message>
        <source>Found right as it is by %1</source>
        <translation>%1 已确认无误</translation>
    </message>
    <message>
        <source>Corrected by %1, was read as “%2”</source>
        <translation>由 %1 更正，原识别为“%2”</translation>
    </message>
    <message>
        <source>Corrected in part</source>
        <translation>部分文字已更正</translation>
    </message>
    <message>
        <source>From the file&apos;s own text</source>
        <translation>取自文件自带的文本</translation>
    </message>
    <message>
        <source>Read as “%1” by %2, %3 % sure</source>
        <translation>%2 识别为“%1”，可信度 %3%</translation>
    </message>
</context>
<context>
    <name>_Table</name>
    <message>
        <source>What stood here and what is read now</source>
        <translation>原有文字与重新识别的文字</translation>
    </message>
    <message>
        <source>Stands there</source>
        <translation>原有</translation>
    </message>
    <message>
        <source>Reads now</source>
        <translation>现识别</translation>
    </message>
    <message>
        <source>differs: %1</source>
        <translation>不同之处：%1</translation>
    </message>
    <message>
        <source>lacks words of the other reading</source>
        <translation>缺少另一次识别中的字词</translation>
    </message>
</context>
</TS>
