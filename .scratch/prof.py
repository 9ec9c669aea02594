import json,glob
p=json.load(open(glob.glob('/tmp/prof/*')[0]))
from collections import defaultdict
self=defaultdict(int)
nodes={n['id']:n for n in p['nodes']}
for s,d in zip(p['samples'],p['timeDeltas']): self[s]+=d
agg=defaultdict(int)
tot=sum(self.values())
for i,t in self.items():
    c=nodes[i]['callFrame']; agg[(c['functionName'],c['url'].split('/')[-1],c['lineNumber']+1)]+=t
for k,v in sorted(agg.items(),key=lambda x:-x[1])[:40]: print(f"{v/tot*100:5.1f}%",k)
# inclusive
parent={}
for n in p['nodes']:
    for ch in n.get('children',[]): parent[ch]=n['id']
inc=defaultdict(int)
for i,t in self.items():
    seen=set(); j=i
    while j is not None:
        c=nodes[j]['callFrame']; k=(c['functionName'],c['url'].split('/')[-1],c['lineNumber']+1)
        if k not in seen: inc[k]+=t; seen.add(k)
        j=parent.get(j)
print('inclusive')
for k,v in sorted(inc.items(),key=lambda x:-x[1])[:60]: print(f"{v/tot*100:5.1f}%",k)
