# fish completion for chatbot. Load it with: chatbot completion fish | source

set -l commands chat ask check init evaluate serve completion schema

complete -c chatbot -f
complete -c chatbot -s h -l help -d "show help"
complete -c chatbot -l faq -r -F -d "the knowledge file"
complete -c chatbot -l color -x -a "auto always never" -d "when to use colors"
complete -c chatbot -l debug -d "show the traceback of a fault in chatbot itself"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -l version -d "show the version"

complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a chat -d "talk in the terminal"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a ask -d "answer once"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a check -d "examine a knowledge file and run its tests"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a init -d "start a knowledge file"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a evaluate -d "measure how well questions are answered"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a serve -d "answer over HTTP"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a completion -d "print a script that completes commands in a shell"
complete -c chatbot -n "not __fish_seen_subcommand_from $commands" -a schema -d "print the JSON Schema of knowledge files, or of replies"

for chat in "not __fish_seen_subcommand_from $commands" "__fish_seen_subcommand_from chat"
    complete -c chatbot -n $chat -l history-file -r -F -d "where to keep what you type"
    complete -c chatbot -n $chat -l no-history -d "keep nothing of what you type"
    complete -c chatbot -n $chat -l vi -d "vi keys instead of emacs keys"
    complete -c chatbot -n $chat -l plain -d "no toolbar, menus or redrawing, for screen readers"
    complete -c chatbot -n $chat -l no-toolbar -d "no bottom line"
end

complete -c chatbot -n "__fish_seen_subcommand_from ask" -l json -d "one JSON object a line"
complete -c chatbot -n "__fish_seen_subcommand_from ask" -l explain -d "say how the reply was decided"
complete -c chatbot -n "__fish_seen_subcommand_from schema" -l reply -d "of a reply, as ask --json writes it"
complete -c chatbot -n "__fish_seen_subcommand_from check init evaluate" -F
complete -c chatbot -n "__fish_seen_subcommand_from evaluate" -l json -d "the measures as JSON"
complete -c chatbot -n "__fish_seen_subcommand_from evaluate" -l html -r -F -d "write a report to this file"
complete -c chatbot -n "__fish_seen_subcommand_from evaluate" -l cross-validate -d "ask each of the file's own phrasings without it; harder than real life"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l host -x -d "the address to listen at"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l port -x -d "the port; 0 for any that is free"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l workers -x -d "how many processes answer"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l sessions -r -F -d "where conversations are kept"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l allow-host -x -d "a name people reach it by"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l allow-audience -x -d "an audience that requests may name"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l cors -x -d "a site whose pages may read it"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l trust-proxy -x -d "a proxy that says who asks"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l key-file -r -F -d "keys for what is not for everybody, one a line"
complete -c chatbot -n "__fish_seen_subcommand_from serve" -l rate -x -d "requests a second of one client"
complete -c chatbot -n "__fish_seen_subcommand_from completion" -a "bash zsh fish"
