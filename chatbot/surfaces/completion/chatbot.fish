# fish completion for chatbot. Load it with: chatbot completion fish | source

complete -c chatbot -f
#LINES#
